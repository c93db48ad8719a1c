import { createImage, type Engine, initialParameters, parameterCount } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Checkpoint } from './checkpoint.js';
import { tinyRecipe, waves } from './testing/tiny-run.js';
import { type TrainOptions, train } from './train.js';

let engine: Engine;
let options: TrainOptions;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
  options = { engine, recipe: tinyRecipe, photographs: [waves('one')] };
});
afterAll(() => engine.close());

describe('training refuses', () => {
  it('to begin without photographs', async () => {
    await expect(train({ ...options, photographs: [] })).rejects.toThrow('expected photographs to learn from, received none');
  });

  it('a photograph smaller than the largest crop, by its name', async () => {
    const photographs = [waves('one'), waves('narrow', 31, 40)];
    await expect(train({ ...options, photographs })).rejects.toThrow('at least 32×32 pixels for a crop, received 31×40 (narrow)');
  });

  it('a photograph with other channels than the network, by its name', async () => {
    const photographs = [waves('one'), waves('colourful', 40, 40, 3)];
    await expect(train({ ...options, photographs })).rejects.toThrow('expected 1 channels, received 3 (colourful)');
  });

  it('validation pictures that the network cannot take', async () => {
    await expect(train({ ...options, validation: [createImage(40, 40, 3)] })).rejects.toThrow(
      '1 channels and at least 2×2 pixels, received 3',
    );
    await expect(train({ ...options, validation: [createImage(1, 40, 1)] })).rejects.toThrow('received 1 and 1×40');
  });

  it('parameters of another number', async () => {
    await expect(train({ ...options, initial: new Float32Array(5) })).rejects.toThrow(/expected \d+ parameters to begin from, received 5/);
  });

  it('a checkpoint of another network, even one with as many parameters', async () => {
    const { network } = tinyRecipe;
    const of = (other: Checkpoint['recipe']['network'], count: number): Checkpoint => {
      const [parameters, mean, square, average] = [0, 0, 0, 0].map(() => new Float32Array(count));
      const state = { parameters: parameters!, mean: mean!, square: square!, average: average! };
      return { recipe: { ...tinyRecipe, network: other }, step: 5, seconds: 1, history: [], loss: { sum: 0, count: 0 }, state };
    };
    const wider = { ...network, width: 8 };
    for (const resume of [of(wider, parameterCount(wider)), of(wider, parameterCount(network)), of(network, 5)]) {
      await expect(train({ ...options, resume })).rejects.toThrow(/expected a checkpoint of .*"width":4.*, received one of /);
    }
  });
});

describe('a run whose numbers overflow', () => {
  const message = (step: string) =>
    new RegExp(`expected a loss and a gradient that are numbers, received .* at step ${step}: try a lower learning rate`);

  it('says so at the first step when it begins from no number', async () => {
    const initial = initialParameters(tinyRecipe.network, 1);
    initial[5] = Number.NaN;
    await expect(train({ ...options, initial })).rejects.toThrow(message('1'));
  });

  it('says so when the learning rate is far too high, and leaves no spoilt checkpoint', async () => {
    const recipe = { ...tinyRecipe, learningRate: { peak: 1e15, final: 1e15, warmup: 0 } };
    const checkpoints: Checkpoint[] = [];
    const onCheckpoint = (checkpoint: Checkpoint) => {
      checkpoints.push(checkpoint);
    };
    await expect(train({ ...options, recipe, onCheckpoint, checkpointEvery: 0 })).rejects.toThrow(message('\\d+'));
    for (const { state } of checkpoints) expect(state.parameters.every(Number.isFinite)).toBe(true);
  });

  it('says so when the gradient overflows before the loss does', async () => {
    const recipe = { ...tinyRecipe, phases: [{ until: 1, batch: 1, crop: 16, loss: 'mse' as const }] };
    const initial = initialParameters(recipe.network, 1).map((value) => value * 2000 + 2000);
    await expect(train({ ...options, recipe, initial })).rejects.toThrow(/received \d.* and (Infinity|NaN) at step 1:/);
  });
});
