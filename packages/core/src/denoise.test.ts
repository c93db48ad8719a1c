import { describe, expect, it } from 'vitest';
import { denoiseImage } from './denoise/denoise-image.js';
import { denoise } from './denoise.js';
import type { Session } from './engine.js';
import { ImageError, ModelError } from './errors.js';
import { createImage } from './image/image.js';
import { imageSink } from './image/image-sink.js';
import { imageSource } from './image/image-source.js';
import type { ImageSink, ImageSource } from './image/region.js';
import { convolutionSession } from './testing/convolution-session.js';
import { randomImage } from './testing/random-image.js';

const whole = { tile: 'auto', memory: Infinity } as const;

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
