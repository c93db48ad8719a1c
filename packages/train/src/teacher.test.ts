import { type Engine, initialParameters, parameterCount, unflatten, writeOnnx } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultAdamw } from './optimiser/adamw.js';
import type { Teacher } from './teacher.js';
import { tensor } from './testing/tensor.js';
import { tinyRecipe, waves } from './testing/tiny-run.js';
import { train } from './train.js';
import { carriedState, stateNames, trainingGraph } from './training-graph.js';

const { network } = tinyRecipe;
const wave = (length: number) => Float32Array.from({ length }, (_, i) => 0.1 * Math.sin(i * i + length));
const able: Teacher = { network, parameters: unflatten(network, wave(parameterCount(network))) };

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
});
afterAll(() => engine.close());

/** The mean squared error that a network with the teacher's own weights begins with. */
async function lossOf(share: number | undefined, weights: Float32Array = wave(parameterCount(network))): Promise<number> {
  const teacher = share === undefined ? {} : { teacher: { ...able, share } };
  const graph = trainingGraph({
    network,
    batch: 2,
    crop: 8,
    loss: 'mse',
    optimiser: 'adamw',
    adamw: defaultAdamw,
    gradientLimit: 1,
    ...teacher,
  });
  const session = await engine.load(writeOnnx(graph), { carried: carriedState });
  const count = parameterCount(network);
  for (const name of stateNames) await session.write(name, tensor([count], name === 'parameters' ? weights : new Float32Array(count)));
  const clean = Float32Array.from({ length: 128 }, (_, i) => 0.5 + 0.3 * Math.sin(i / 5));
  const noisy = clean.map((value, i) => value + 0.1 * Math.cos(i * i));
  const pictures = [2, 1, 8, 8];
  const schedule = tensor([4], [0, 1, 1, 0.9]);
  const { loss } = await session.run({ noisy: tensor(pictures, noisy), clean: tensor(pictures, clean), schedule });
  return loss!.data[0]!;
}

it('a teacher takes the place of its share of the clean pictures: its own weights are as far from the rest as they are from the truth', async () => {
  const alone = await lossOf(undefined);
  expect(alone).toBeGreaterThan(1e-3);
  expect(await lossOf(0)).toBeCloseTo(alone, 8);
  expect(await lossOf(0.5)).toBeCloseTo(alone / 4, 8);
  expect(await lossOf(1)).toBeLessThan(1e-12);
  expect(await lossOf(1, initialParameters(network, 1))).toBeGreaterThan(1e-3);
});

it('a network trained on nothing but a teacher comes near to it', async () => {
  const photographs = [waves('one')];
  const options = { engine, photographs, teacher: able };
  const [steps, phases] = [300, [{ until: 1, batch: 4, crop: 16, loss: 'mse' as const }]];
  const recipe = { ...tinyRecipe, teacherShare: 1, steps, phases };
  const { state } = await train({ ...options, recipe });
  const { state: alone } = await train({ engine, photographs, recipe: { ...tinyRecipe, steps, phases } });
  const distances = [state, alone].map(({ average }) => lossOf(1, average));
  const [taught, untaught] = (await Promise.all(distances)) as [number, number];
  expect(taught).toBeLessThan(0.3 * untaught);
});

it('a teacher for other channels, or for other sizes than the crops, is refused, and so is a run that wants one and has none', async () => {
  const of = (other: Teacher['network']): Teacher => ({ network: other, parameters: unflatten(other, initialParameters(other, 1)) });
  const start = (teacher: Teacher) => train({ engine, recipe: tinyRecipe, photographs: [waves('one')], teacher });
  await expect(start(of({ ...network, channels: 3 }))).rejects.toThrow('expected a teacher of 1 channels, received one of 3');
  const deep: Teacher['network'] = { architecture: 'unet', channels: 1, widths: [4, 4, 4, 4, 4], blocks: 1 };
  const shared = { ...tinyRecipe, teacherShare: 0.3 };
  const alone = train({ engine, recipe: shared, photographs: [waves('one')] });
  await expect(alone).rejects.toThrow('expected a teacher for teacherShare 0.3, received none');
  await expect(start(of(deep))).rejects.toThrow('expected crops that are multiples of 32, as the teacher wants them, received 16');
});
