import { describe, expect, it } from 'vitest';
import { denoiseImage } from './denoise/denoise-image.js';
import { denoise } from './denoise.js';
import type { Session } from './engine.js';
import { ImageError, ModelError } from './errors.js';
import { createImage, type Image } from './image/image.js';
import { imageSink } from './image/image-sink.js';
import { imageSource } from './image/image-source.js';
import { luma as weights } from './image/luma.js';
import type { ImageSink, ImageSource } from './image/region.js';
import { estimateNoise } from './noise/estimate-noise.js';
import type { Progress } from './progress.js';
import { convolutionSession } from './testing/convolution-session.js';
import { randomImage } from './testing/random-image.js';

const whole = { tile: 'auto', memory: Infinity } as const;
const plane = (data: Float32Array, channel: number) => data.slice((channel * data.length) / 3, ((channel + 1) * data.length) / 3);

describe('denoise: tiles', () => {
  it.each([1, 2] as const)('tiles with the full halo equal the whole frame, bit for bit (alignment %i)', async (alignment) => {
    for (const [width, height] of [
      [61, 47],
      [50, 23],
      [1, 70],
      [90, 1],
      [3, 2],
      [1, 1],
      [33, 34],
    ] as const) {
      const session = convolutionSession({ alignment });
      const image = randomImage(width, height);
      const expected = await denoiseImage(image, session.model, session, whole);
      expect(session.runs).toHaveLength(1);
      for (const tile of [2 * session.model.reach + 4, 23]) {
        const before = session.runs.length;
        const tiled = await denoiseImage(image, session.model, session, { halo: 'full', tile });
        if (width > 40 || height > 40) expect(session.runs.length - before).toBeGreaterThan(1);
        expect(tiled.data).toEqual(expected.data);
      }
    }
  });

  it('a halo one pixel too narrow shows: the test above can fail', async () => {
    const session = convolutionSession();
    const image = randomImage(61, 47);
    const expected = await denoiseImage(image, session.model, session, whole);
    const narrow = await denoiseImage(image, { ...session.model, reach: 2 }, session, { tile: 20 });
    expect(narrow.data).not.toEqual(expected.data);
  });

  it('reads the visible halo unless told otherwise, and says whether the result is the whole frame’s', async () => {
    const session = convolutionSession();
    const model = { ...session.model, visibleReach: 1 };
    const image = randomImage(40, 40);
    const sink = imageSink(createImage(40, 40, 1));
    const run = (options: object) => denoise(imageSource(image), sink, model, session, options);
    expect(await run({ tile: 20 })).toMatchObject({ tiles: 9, halo: 1, exact: false });
    expect(await run({ tile: 20, halo: 'full' })).toMatchObject({ tiles: 9, halo: 3, exact: true });
    expect(await run({})).toMatchObject({ tiles: 1, halo: Infinity, exact: true });
  });

  it('keeps the memory bound', async () => {
    const session = convolutionSession();
    await denoiseImage(randomImage(100, 80), session.model, session, { memory: 768 * 900 });
    expect(session.runs.length).toBeGreaterThan(8);
    for (const [, , height, width] of session.runs) expect(height! * width!).toBeLessThanOrEqual(900);
    await expect(denoiseImage(randomImage(100, 80), session.model, session, { memory: 768 * 40 })).rejects.toThrow(/memory/);
  });
});

describe('denoise: strength', () => {
  it('0 is the input bit for bit, 1 the network’s output, between them a blend', async () => {
    const session = convolutionSession({ channels: 3 });
    const image = randomImage(30, 20, 3);
    const output = await denoiseImage(image, session.model, session);
    const [{ clean }, input] = [await session.run({ noisy: { data: image.data.slice(), shape: [1, 3, 20, 30] } }), image.data.slice()];
    expect(output.data).toEqual(clean!.data);
    expect((await denoiseImage(image, session.model, session, { strength: 0, tile: 20 })).data).toEqual(input);
    const half = await denoiseImage(image, session.model, session, { strength: 0.5, tile: 20 });
    half.data.forEach((value, index) => {
      expect(value).toBeCloseTo((input[index]! + clean!.data[index]!) / 2, 6);
    });
    expect(image.data).toEqual(input);
  });

  it('is apart for light and colour: chroma alone leaves the luma, strength alone the differences of the channels', async () => {
    const session = convolutionSession({ channels: 3 });
    const image = randomImage(12, 9, 3);
    const luma = (data: Float32Array, i: number) => weights.red * data[i]! + weights.green * data[108 + i]! + weights.blue * data[216 + i]!;
    const full = (await denoiseImage(image, session.model, session)).data;
    const color = (await denoiseImage(image, session.model, session, { strength: 0, chroma: 1 })).data;
    const light = (await denoiseImage(image, session.model, session, { strength: 1, chroma: 0 })).data;
    for (let i = 0; i < 108; i++) {
      expect(luma(color, i)).toBeCloseTo(luma(image.data, i), 5);
      expect(luma(light, i)).toBeCloseTo(luma(full, i), 5);
      expect(light[i]! - light[108 + i]!).toBeCloseTo(image.data[i]! - image.data[108 + i]!, 5);
      expect(color[i]! - color[108 + i]!).toBeCloseTo(full[i]! - full[108 + i]!, 5);
    }
  });
});

describe('denoise: what is given back', () => {
  /** Left flat, right striped, with noise of its own in each channel. */
  const halves = (width: number, height: number) => {
    const image = randomImage(width, height, 3);
    for (let i = 0; i < image.data.length; i++) {
      const x = i % width;
      image.data[i] = 0.5 + 0.04 * (image.data[i]! - 0.5) + (x < width / 2 ? 0 : 0.4 * Math.sin(x));
    }
    return image;
  };
  /** A network that halves what differs from mid-gray in steps too small for structure: it returns the picture without its noise, roughly. */
  const rounding = (): Session & { model: ReturnType<typeof convolutionSession>['model'] } => ({
    ...convolutionSession({ channels: 3 }),
    run: async ({ noisy }) => ({ clean: { shape: noisy!.shape, data: noisy!.data.map((value) => Math.round(value * 8) / 8) } }),
  });
  const meanChange = (a: Float32Array, b: Float32Array, width: number, right: boolean) => {
    let [sum, count] = [0, 0];
    a.forEach((value, i) => {
      if (i % width < width / 2 + 4 === right || Math.abs((i % width) - width / 2) < 4) return;
      sum += Math.abs(value - b[i]!);
      count++;
    });
    return sum / count;
  };

  it('detail where there is structure, grain where there is none, grain in light alone', async () => {
    const session = rounding();
    const image = halves(60, 40);
    const plain = await denoiseImage(image, session.model, session);
    const detail = await denoiseImage(image, session.model, session, { detail: 1 });
    const grain = await denoiseImage(image, session.model, session, { grain: 1 });
    expect(meanChange(detail.data, plain.data, 60, true)).toBeGreaterThan(5 * meanChange(detail.data, plain.data, 60, false));
    expect(meanChange(grain.data, plain.data, 60, false)).toBeGreaterThan(1.2 * meanChange(grain.data, plain.data, 60, true));
    for (let i = 0; i < 2400; i++) {
      const change = (channel: number) => grain.data[channel * 2400 + i]! - plain.data[channel * 2400 + i]!;
      expect(change(1)).toBeCloseTo(change(0), 5);
      expect(change(2)).toBeCloseTo(change(0), 5);
    }
  });

  it.each([1, 2] as const)(
    'with every control at once tiles still equal the whole frame, bit for bit (alignment %i)',
    async (alignment) => {
      const session = convolutionSession({ alignment });
      const image = randomImage(61, 47);
      const options = { detail: 0.7, grain: 0.3, strength: 0.9, best: true, mask: randomImage(61, 47) };
      const expected = await denoiseImage(image, session.model, session, { ...options, ...whole });
      expect(session.runs).toHaveLength(8);
      const tiled = await denoiseImage(image, session.model, session, { ...options, tile: 30 });
      expect(session.runs.length).toBeGreaterThan(24);
      expect(tiled.data).toEqual(expected.data);
    },
  );

  it('a mask: its white is denoised, its black comes back bit for bit, between them a blend', async () => {
    const session = convolutionSession();
    const image = randomImage(9, 3);
    const mask = createImage(
      9,
      3,
      1,
      Float32Array.from({ length: 27 }, (_, i) => (i % 3) / 2),
    );
    const all = (await denoiseImage(image, session.model, session)).data;
    (await denoiseImage(image, session.model, session, { mask })).data.forEach((value, i) => {
      if (i % 3 === 0) expect(value).toBe(image.data[i]);
      else expect(value).toBeCloseTo(i % 3 === 2 ? all[i]! : (all[i]! + image.data[i]!) / 2, 6);
    });
    await expect(denoiseImage(image, session.model, session, { mask: randomImage(9, 4) })).rejects.toThrow(
      'expected a grey picture of 9×3 for mask, received one in grey of 9×4',
    );
    await expect(denoiseImage(image, session.model, session, { mask: randomImage(9, 3, 3) })).rejects.toThrow('in colour of 9×3');
  });

  it('the mean of eight turns: a mirrored or turned picture gives the same result, mirrored or turned', async () => {
    const session = convolutionSession({ channels: 3, alignment: 2 });
    const image = randomImage(12, 8, 3);
    const at = (picture: Image, channel: number, x: number, y: number) => picture.data[(channel * picture.height + y) * picture.width + x]!;
    const made = (width: number, height: number, sample: (channel: number, x: number, y: number) => number) =>
      createImage(
        width,
        height,
        3,
        Float32Array.from({ length: 3 * width * height }, (_, i) =>
          sample(Math.floor(i / (width * height)), i % width, Math.floor(i / width) % height),
        ),
      );
    const mirrored = made(12, 8, (channel, x, y) => at(image, channel, 11 - x, y));
    const turned = made(8, 12, (channel, x, y) => at(image, channel, 11 - y, x));
    const [once, ofMirrored, ofTurned] = await Promise.all(
      [image, mirrored, turned].map((picture) => denoiseImage(picture, session.model, session, { best: true })),
    );
    expect((await denoiseImage(image, session.model, session)).data).not.toEqual(once!.data);
    for (let i = 0; i < 288; i++) {
      const [channel, y, x] = [Math.floor(i / 96), Math.floor(i / 12) % 8, i % 12];
      expect(at(ofMirrored!, channel, 11 - x, y)).toBeCloseTo(at(once!, channel, x, y), 5);
      expect(at(ofTurned!, channel, y, 11 - x)).toBeCloseTo(at(once!, channel, x, y), 5);
    }
  });

  it('a picture with less noise than asked for comes back bit for bit, without a run; one with more is denoised', async () => {
    const session = convolutionSession();
    const image = randomImage(40, 40);
    const sink = imageSink(createImage(40, 40, 1));
    const run = (options: object) => denoise(imageSource(image), sink, session.model, session, options);
    expect(await run({ skipBelow: 5, sigma: 4 })).toMatchObject({ skipped: true });
    expect(session.runs).toHaveLength(0);
    expect((await denoiseImage(image, session.model, session, { skipBelow: 255 })).data).toEqual(image.data);
    expect(await run({ skipBelow: 5 })).toMatchObject({ skipped: false });
    expect(session.runs).toHaveLength(1);
  });
});

describe('denoise: grey and colour', () => {
  it('a grey network treats each channel of a colour picture by itself', async () => {
    const session = convolutionSession({ channels: 1 });
    const image = randomImage(25, 19, 3);
    const result = await denoiseImage(image, session.model, session, { tile: 16 });
    for (const channel of [0, 1, 2]) {
      const alone = await denoiseImage(createImage(25, 19, 1, plane(image.data, channel)), session.model, session);
      expect(plane(result.data, channel)).toEqual(alone.data);
    }
  });

  it('a colour network sees a grey picture three times; the mean of its channels is the result', async () => {
    const session = convolutionSession({ channels: 3 });
    const image = randomImage(25, 19);
    const result = await denoiseImage(image, session.model, session);
    const replicated = createImage(
      25,
      19,
      3,
      Float32Array.from({ length: 3 * 475 }, (_, index) => image.data[index % 475]!),
    );
    const color = await denoiseImage(replicated, session.model, session);
    result.data.forEach((value, i) => {
      expect(value).toBeCloseTo((color.data[i]! + color.data[475 + i]! + color.data[950 + i]!) / 3, 6);
    });
  });

  it('tells the level to a network that wants it, on the 0–1 scale', async () => {
    const session = convolutionSession({ told: true });
    const image = randomImage(9, 9);
    const sink = imageSink(createImage(9, 9, 1));
    const none = await denoiseImage(image, session.model, session, { sigma: 0 });
    const some = await denoiseImage(image, session.model, session, { sigma: 51 });
    some.data.forEach((value, index) => {
      expect(value - none.data[index]!).toBeCloseTo(0.2, 5);
    });
    expect(await denoise(imageSource(image), sink, session.model, session, { sigma: 51 })).toMatchObject({ sigma: 51 });
    const source = imageSource(image);
    const { sigma } = await denoise(source, sink, session.model, session);
    expect(sigma).toBe((await estimateNoise(source)).sigma);
    expect(await denoise(source, sink, convolutionSession().model, convolutionSession(), { sigma: 51 })).not.toHaveProperty('sigma');
    await expect(denoiseImage(image, session.model, session, { sigma: -3 })).rejects.toThrow(/sigma/);
  });
});

describe('denoise: on the way', () => {
  it('progress only rises, ends at 1 and knows the time left', async () => {
    const session = convolutionSession();
    const seen: Progress[] = [];
    await denoiseImage(randomImage(70, 50), session.model, session, { tile: 20, onProgress: (progress) => seen.push(progress) });
    expect(seen).toHaveLength(session.runs.length);
    for (let index = 1; index < seen.length; index++) expect(seen[index]!.fraction).toBeGreaterThan(seen[index - 1]!.fraction);
    expect(seen.at(-1)).toMatchObject({ fraction: 1, remaining: 0 });
    expect(seen[0]!.remaining).toBeGreaterThan(0);
  });

  it('reads the next tile and writes the one before while the engine computes, and no further ahead', async () => {
    const inner = convolutionSession();
    const image = randomImage(30, 90);
    const events: string[] = [];
    const sourceOfImage = imageSource(image);
    const until = async (event: string) => {
      for (let turn = 0; turn < 100 && !events.includes(event); turn++) await new Promise((resolve) => setTimeout(resolve));
    };
    const [reads, writes] = [{ count: 0 }, { count: 0 }];
    let ahead = 0;
    const source: ImageSource = {
      ...sourceOfImage,
      read: (region) => {
        events.push(`read ${++reads.count}`);
        ahead = Math.max(ahead, reads.count - writes.count);
        return sourceOfImage.read(region);
      },
    };
    const sink: ImageSink = {
      write: async () => {
        await until(`begin ${writes.count + 2}`);
        events.push(`write ${++writes.count}`);
      },
    };
    const session: Session = {
      ...inner,
      run: async (inputs) => {
        const number = inner.runs.length + 1;
        events.push(`begin ${number}`);
        const result = await inner.run(inputs);
        await until(`write ${number - 1}`);
        events.push(`end ${number}`);
        return result;
      },
    };
    await denoise(source, sink, inner.model, session, { tile: 30 });
    const between = (event: string, before: string, after: string) => {
      expect(events.indexOf(event)).toBeGreaterThan(events.indexOf(before));
      expect(events.indexOf(event)).toBeLessThan(events.indexOf(after));
    };
    expect(inner.runs.length).toBe(4);
    for (const tile of [1, 2, 3]) {
      between(`read ${tile + 1}`, `begin ${tile}`, `end ${tile}`);
      between(`write ${tile}`, `begin ${tile + 1}`, `end ${tile + 1}`);
    }
    expect(ahead).toBeLessThanOrEqual(3);
  });

  it('stops between tiles with the signal’s reason and writes nothing more', async () => {
    const session = convolutionSession();
    const controller = new AbortController();
    let written = 0;
    const sink = { write: () => void written++ };
    const reason = new Error('enough');
    const onProgress = ({ fraction }: Progress) => fraction > 0.3 && controller.abort(reason);
    const stopped = denoise(imageSource(randomImage(70, 50)), sink, session.model, session, {
      tile: 20,
      signal: controller.signal,
      onProgress,
    });
    await expect(stopped).rejects.toBe(reason);
    const [tiles, runs] = [written, session.runs.length];
    expect(runs - tiles).toBeLessThanOrEqual(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([written, session.runs.length]).toEqual([tiles, runs]);
    const again = denoise(imageSource(randomImage(9, 9)), sink, session.model, session, { signal: controller.signal });
    await expect(again).rejects.toBe(reason);
    expect(session.runs.length).toBe(runs);
  });
});

describe('denoise: what it refuses', () => {
  it.each([Number.NaN, Infinity, -Infinity])('a sample that is %d, wherever it is, at any strength', async (value) => {
    const session = convolutionSession();
    const image = randomImage(41, 33, 3);
    image.data[(2 * 33 + 17) * 41 + 40] = value;
    for (const strength of [0, 1]) {
      const result = denoiseImage(image, session.model, session, { tile: 16, strength });
      await expect(result).rejects.toThrow(new ImageError(`expected finite samples, found ${value} at x 40, y 17, channel 2`));
    }
  });

  it('a network whose output is absent, of another shape or not finite, naming the model', async () => {
    const session = convolutionSession();
    const image = randomImage(8, 6);
    const giving = (output: string, shape: number[], value = 0): Session => ({
      ...session,
      run: async () => ({ [output]: { shape, data: new Float32Array(shape.reduce((a, b) => a * b)).fill(value) } }),
    });
    const run = (odd: Session) => denoiseImage(image, session.model, odd);
    await expect(run(giving('other', [1, 1, 6, 8]))).rejects.toThrow(
      new ModelError("expected an output 'clean' from the model convolutions, it gives other"),
    );
    await expect(run(giving('clean', [1, 1, 3, 4]))).rejects.toThrow(
      new ModelError('expected the shape [1, 1, 6, 8] from the model convolutions, it gave [1, 1, 3, 4]'),
    );
    await expect(run(giving('clean', [1, 1, 6, 8], Number.NaN))).rejects.toThrow('the model convolutions gave numbers that are not finite');
  });

  it('a failing source, engine or sink: its own error comes out, and no other part fails unheard', async () => {
    const session = convolutionSession();
    const source = imageSource(randomImage(60, 60));
    const sink: ImageSink = { write: () => {} };
    const fail = (message: string) => () => Promise.reject(new Error(message));
    const unheard: unknown[] = [];
    const listener = (error: unknown) => void unheard.push(error);
    process.on('unhandledRejection', listener);
    const options = { tile: 20 };
    let reads = 0;
    const late = (region: Parameters<ImageSource['read']>[0]) => (++reads > 1 ? fail('late source')() : source.read(region));
    await expect(denoise({ ...source, read: fail('source') }, sink, session.model, session, options)).rejects.toThrow('source');
    await expect(denoise({ ...source, read: late }, sink, session.model, session, options)).rejects.toThrow('late source');
    await expect(denoise(source, sink, session.model, { ...session, run: fail('engine') }, options)).rejects.toThrow('engine');
    await expect(denoise(source, { write: fail('sink') }, session.model, session, options)).rejects.toThrow('sink');
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', listener);
    expect(unheard).toEqual([]);
  });

  it.each([
    [{ strength: 2 }, 'strength'],
    [{ chroma: -1 }, 'chroma'],
    [{ detail: -0.1 }, 'detail'],
    [{ grain: Number.NaN }, 'grain'],
    [{ skipBelow: 256 }, 'skipBelow'],
    [{ tile: 0 }, 'tile'],
    [{ tile: 5 }, 'expected at least 7 (the smallest tile is 7×7 pixels) for tile, received 5'],
    [{ memory: Number.NaN }, 'memory'],
    [{ memory: 'much' as never }, 'memory'],
    [{ halo: 'wide' as never }, 'halo'],
  ])('the options %j', async (options, name) => {
    const session = convolutionSession({ channels: 3 });
    const result = denoiseImage(randomImage(30, 30, 3), session.model, session, options);
    await expect(result).rejects.toThrow(RangeError);
    await expect(result).rejects.toThrow(name);
  });
});
