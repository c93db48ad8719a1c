import { describe, expect, it } from 'vitest';
import type { Session } from '../engine.js';
import { createImage } from '../image/image.js';
import { luma as weights } from '../image/luma.js';
import { convolutionSession } from '../testing/convolution-session.js';
import { randomImage } from '../testing/random-image.js';
import { blend } from './blend.js';
import { denoiseImage } from './denoise-image.js';
import { giveBack } from './give-back.js';

const whole = { tile: 'auto', memory: Infinity } as const;

describe('strength', () => {
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

describe('what is given back', () => {
  /** Left flat, right striped, with noise of its own in each channel. */
  const halves = (width: number, height: number) => {
    const image = randomImage(width, height, 3);
    for (let i = 0; i < image.data.length; i++) {
      const x = i % width;
      image.data[i] = 0.5 + 0.04 * (image.data[i]! - 0.5) + (x < width / 2 ? 0 : 0.4 * Math.sin(x));
    }
    return image;
  };
  /** A network that halves what differs from mid-grey in steps too small for structure: it returns the picture without its noise, roughly. */
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

  it('is made in several pieces of a large tile, which do not show', async () => {
    const session = convolutionSession({ channels: 3 });
    const image = randomImage(500, 420, 3);
    const { data } = await denoiseImage(image, session.model, session, { detail: 0.6, grain: 0.2, strength: 0.9, ...whole });
    const clean = await denoiseImage(image, session.model, session, whole);
    const at = { x: 0, y: 0, width: 500, height: 420 };
    expect(data).toEqual(blend(image, giveBack(image, clean, at, { detail: 0.6, grain: 0.2 }), 0.9, 0.9).data);
  });

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
});
