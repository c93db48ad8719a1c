import { createImage, createRandom, type Engine, psnr, readModel } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { experiment } from './experiment.js';
import type { ExperimentOptions, NamedImage } from './experiment-options.js';
import type { ExperimentImage } from './experiment-result.js';

function picture(name: string, seed: number, channels: 1 | 3 = 1): NamedImage {
  const random = createRandom(seed);
  const image = createImage(24, 20, channels);
  for (let i = 0; i < image.data.length; i++) image.data[i] = random.uniform();
  return { name, image };
}
const [first, second, third] = [picture('first', 1), picture('second', 2, 3), picture('third', 3)];

let engine: Engine;
let options: ExperimentOptions;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
  options = { engine, images: [first], size: { width: 16, height: 24 }, layers: [2], epochs: 1 };
});
afterAll(() => engine.close());
const heldOut = async (given: Partial<ExperimentOptions>) =>
  (await experiment({ ...options, ...given })).images.map((image) => [image.name, image.heldOut]);

it('holds out the last of several pictures, none of one, and all when it learns from others', async () => {
  expect(await heldOut({ images: [first, second, third] })).toEqual([
    ['first', false],
    ['second', false],
    ['third', true],
  ]);
  expect(await heldOut({})).toEqual([['first', false]]);
  expect(await heldOut({ trainingImages: [second, third] })).toEqual([['first', true]]);
  expect(await heldOut({ trainingImages: [second, { ...first, name: 'a copy' }] })).toEqual([['first', false]]);
});

it('brings pictures to size and grey, measures them, and gives the model with its record', async () => {
  const { images, curve, model, recipe } = await experiment({ ...options, images: [second], noise: 'gaussian:40' });
  const [{ clean, noisy, figures }] = images as [(typeof images)[number]];
  expect([clean.width, clean.height, clean.channels]).toEqual([16, 24, 1]);
  expect(figures.noisy.psnr).toBe(psnr(noisy, clean));
  expect(curve.map(({ sigma }) => sigma)).toContain(40);
  expect(curve.find(({ sigma }) => sigma === 40)!.noisyPsnr).toBeCloseTo(figures.noisy.psnr, 10);
  expect(readModel('mine', model)).toMatchObject({ network: { architecture: 'plain', channels: 1, widths: [2] }, training: { recipe } });
});

it('is in colour when that is asked for and a picture has colours: grey ones are spread to three channels', async () => {
  const inColor = async (given: Partial<ExperimentOptions>) => experiment({ ...options, ...given, gray: false });
  const channels = async (given: Partial<ExperimentOptions>) => {
    const { images, recipe, model } = await inColor(given);
    expect(readModel('mine', model)!.channels).toBe(recipe.network.channels);
    return [
      recipe.network.channels,
      ...images.flatMap(({ clean, noisy, denoised }) => [clean, noisy, denoised].map((image) => image.channels)),
    ];
  };
  expect(await channels({ images: [second] })).toEqual([3, 3, 3, 3]);
  expect(await channels({ images: [first, second] })).toEqual([3, 3, 3, 3, 3, 3, 3]);
  expect(await channels({ images: [first], trainingImages: [second] })).toEqual([3, 3, 3, 3]);
  expect(await channels({ images: [first, third] })).toEqual([1, 1, 1, 1, 1, 1, 1]);
  const [{ clean }] = (await inColor({ images: [first, second] })).images as [ExperimentImage];
  const [{ clean: grey }] = (await experiment({ ...options, images: [first] })).images as [ExperimentImage];
  const plane = grey.data.length;
  for (const channel of [0, 1, 2]) expect(clean.data.slice(channel * plane, (channel + 1) * plane)).toEqual(grey.data);
});

it.each([
  [{ images: [] }, 'expected at least one picture, received none'],
  [{ trainingImages: [] }, 'expected at least one picture to learn from, received none'],
  [{ size: { width: 15, height: 64 } }, 'for size, received 15'],
  [{ size: { width: 64, height: 5000 } }, 'for size, received 5000'],
  [{ noise: 'gaussian:0' }, 'for gaussian, received 0'],
  [{ noise: 'poisson:20,30' }, "expected one level for noise, received 'poisson:20,30'"],
  [{ noise: 'speckle:0' }, "expected numbers above 0 for noise, received 'speckle:0'"],
  [{ noise: 'rain:3' }, "received 'rain'"],
  [{ layers: [0] }, 'for network.widths, received 0'],
  [{ epochs: 0.5 }, 'for epochs, received 0.5'],
])('refuses %j', async (given, message) => {
  const refused = experiment({ ...options, ...given });
  await expect(refused).rejects.toThrow(RangeError);
  await expect(refused).rejects.toThrow(message);
});

it('shows the test picture on the way, and goes on with what it has when that is enough', async () => {
  const enough = new AbortController();
  const steps: number[] = [];
  const result = await experiment({
    ...options,
    images: [first, second],
    epochs: 50,
    enough: enough.signal,
    previewEvery: 0,
    onPreview({ step, denoised, psnr: figure }) {
      expect([denoised.width, denoised.height]).toEqual([16, 24]);
      expect(figure).toBeGreaterThan(0);
      steps.push(step);
      if (step === 3) enough.abort();
    },
  });
  expect(steps.slice(0, 3)).toEqual([1, 2, 3]);
  expect(result.steps).toBe(3);
  expect(result.recipe.steps).toBeGreaterThan(3);
  expect(result.epochs).toBe((50 * 3) / result.recipe.steps);
  expect(result.images.map(({ heldOut }) => heldOut)).toEqual([false, true]);
});

it.each(['poisson:30', 'camera:0.01,0.0002', 'salt-pepper:0.1', 'speckle:0.2', 'jpeg:20'])(
  'learns from %s, and measures the same kind at other levels',
  async (noise) => {
    const { images, curve, recipe } = await experiment({ ...options, noise, size: { width: 24, height: 24 } });
    const [kind] = noise.split(':');
    expect(recipe.noise).toMatchObject([{ kind, clipped: true }]);
    const trained = curve.find((point) => point.noise === noise)!;
    expect(trained.noisyPsnr).toBe(images[0]!.figures.noisy.psnr);
    expect(trained.sigma).toBeCloseTo(255 / 10 ** (trained.noisyPsnr / 20), 6);
    expect(curve.every((point) => point.noise.startsWith(`${kind}:`))).toBe(true);
    // Each level is noisier than the one before.
    expect(curve.length).toBeGreaterThan(5);
    for (let i = 1; i < curve.length; i++) expect(curve[i]!.sigma).toBeGreaterThan(curve[i - 1]!.sigma);
  },
);
