import { expect, it } from 'vitest';
import type { Session } from './engine.js';
import { evaluate } from './evaluate.js';
import type { Image } from './image/image.js';
import { quantize } from './image/quantize.js';
import { psnr } from './metrics/psnr.js';
import { ssim } from './metrics/ssim.js';
import { clip } from './noise/clip.js';
import { gaussian } from './noise/gaussian.js';
import { combineSeeds, createRandom } from './random.js';
import { convolutionSession } from './testing/convolution-session.js';
import { randomImage } from './testing/random-image.js';

const { model, ...rest } = convolutionSession({ told: true });
/** A network that gives its input back. */
const identity: Session = { ...rest, run: async ({ noisy }) => ({ clean: noisy! }) };
const images = [1, 2, 3].map((seed) => ({ name: `${seed}.png`, read: () => quantize(randomImage(40, 30, 1, seed), 8) }));
const noisyOf = (image: Image, index: number, sigma: number) => gaussian(sigma).apply(image, createRandom(combineSeeds(7, index)));

it('float noise of each picture’s own seed, the output rounded to 8 bit, figures per picture and their means', async () => {
  const { model: name, results } = await evaluate(images, [gaussian(15), gaussian(50)], model, identity, { seed: 7 });
  expect(name).toBe('convolutions');
  expect(results.map(({ noise, clipped }) => [noise, clipped])).toEqual([
    ['gaussian:15', false],
    ['gaussian:50', false],
  ]);
  for (const [level, sigma] of [15, 50].entries()) {
    const expected = images.map(({ name, read }, index) => {
      const [clean, output] = [read(), quantize(noisyOf(read(), index, sigma), 8)];
      return { name, psnr: psnr(clean, output), ssim: ssim(clean, output) };
    });
    expect(results[level]!.images).toEqual(expected);
    expect(results[level]!.psnr).toBeCloseTo(expected.reduce((sum, figure) => sum + figure.psnr, 0) / 3, 10);
    expect(results[level]!.ssim).toBeCloseTo(expected.reduce((sum, figure) => sum + figure.ssim, 0) / 3, 10);
  }
});

it('the network sees float noise, or with clip what an 8-bit file keeps, and is told the level', async () => {
  for (const clipped of [false, true]) {
    const seen: number[][] = [];
    const levels: number[] = [];
    const watching: Session = {
      ...identity,
      run: async ({ noisy, sigma }) => {
        seen.push([...noisy!.data]);
        levels.push(sigma!.data[0]!);
        return { clean: noisy! };
      },
    };
    const { results } = await evaluate(images, [gaussian(51)], model, watching, { seed: 7, clip: clipped });
    const expected = images.map(({ read }, index) => {
      const noisy = noisyOf(read(), index, 51);
      return [...(clipped ? clip(noisy) : noisy).data];
    });
    expect(seen).toEqual(expected);
    expect(levels).toEqual([51, 51, 51].map((sigma) => Math.fround(sigma / 255)));
    expect(results[0]!.clipped).toBe(clipped);
  }
});

it('reads each picture once, reports progress up to 1 and stops with the signal’s reason', async () => {
  let reads = 0;
  const counted = images.map(({ name, read }) => ({
    name,
    read: () => {
      reads++;
      return read();
    },
  }));
  const fractions: number[] = [];
  await evaluate(counted, [gaussian(5), gaussian(10)], model, identity, { onProgress: ({ fraction }) => fractions.push(fraction) });
  expect(reads).toBe(3);
  expect(fractions).toEqual([1, 2, 3, 4, 5, 6].map((n) => n / 6));
  const reason = new Error('enough');
  const controller = new AbortController();
  const onProgress = () => controller.abort(reason);
  await expect(evaluate(images, [gaussian(5)], model, identity, { signal: controller.signal, onProgress })).rejects.toBe(reason);
  await expect(evaluate([], [gaussian(5)], model, identity)).rejects.toThrow('expected at least one picture');
});
