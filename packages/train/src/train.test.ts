import { createImage, type Engine, initialParameters } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint.js';
import type { BatchSource } from './data/batch-source.js';
import { type BatchOptions, createBatch } from './data/create-batch.js';
import { tinyRecipe, trainUntil, waves } from './testing/tiny-run.js';
import { type TrainingProgress, type TrainOptions, train } from './train.js';

const photographs = [waves('one'), waves('three')];
const truth = waves('a third');
const validation = [
  createImage(
    truth.width,
    truth.height,
    1,
    Float32Array.from(truth.samples, (sample) => sample / 255),
  ),
];

let engine: Engine;
let options: TrainOptions;
let whole: Checkpoint;
const progress: TrainingProgress[] = [];
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
  options = { engine, recipe: tinyRecipe, photographs, validation };
  whole = await train({ ...options, onProgress: (state) => progress.push(state) });
});
afterAll(() => engine.close());

describe('training', () => {
  it('makes the loss fall and the validation picture better than its noise', async () => {
    const recipe = { ...tinyRecipe, steps: 200, phases: [{ until: 1, batch: 4, crop: 16, loss: 'mse' as const }] };
    const { history } = await train({ ...options, recipe });
    const losses = history.map(({ loss }) => loss);
    expect(losses).toHaveLength(20);
    expect(losses.at(-1)).toBeLessThan(0.5 * losses[0]!);
    // σ 25 has 20.17 dB.
    expect(history[0]!.psnr).toBeGreaterThan(19);
    expect(history.at(-1)!.psnr).toBeGreaterThan(23);
  });

  it('tells the loss of the last steps, not what the first ones left of themselves in a mean', async () => {
    const recipe = { ...tinyRecipe, steps: 60, phases: [{ until: 1, batch: 4, crop: 16, loss: 'mse' as const }] };
    const told: number[] = [];
    const { history } = await train({ ...options, recipe, onProgress: ({ loss }) => told.push(loss) });
    for (const { step, loss } of history.slice(1)) expect(Math.abs(told[step - 1]! / loss - 1), `step ${step}`).toBeLessThan(0.15);
  });

  it.each([true, false])('learns the same from batches that are drawn elsewhere, while a step is computed or not: %s', async (prefetch) => {
    let computing = false;
    let together = false;
    const watched: Engine = {
      ...engine,
      async load(model, loading) {
        const session = await engine.load(model, loading);
        return {
          inputs: session.inputs,
          outputs: session.outputs,
          read: (name) => session.read(name),
          write: (name, value) => session.write(name, value),
          close: () => session.close(),
          async run(inputs) {
            computing = true;
            const result = await session.run(inputs);
            computing = false;
            return result;
          },
        };
      },
    };
    const batches: BatchSource = {
      prefetch,
      async draw(batch) {
        together ||= computing;
        return createBatch(photographs, batch);
      },
    };
    const { state } = await train({ ...options, engine: watched, batches });
    expect(state).toEqual(whole.state);
    expect(together).toBe(prefetch);
  });

  it.each([true, false])(
    'ends with the error of a batch that cannot be drawn, whether it is drawn while a step is computed or not: %s',
    async (prefetch) => {
      const draw = async (batch: BatchOptions) => {
        if (batch.step === 3) throw new Error('no more pictures');
        return createBatch(photographs, batch);
      };
      await expect(train({ ...options, batches: { prefetch, draw } })).rejects.toThrow('no more pictures');
      // One that nobody waits for any more.
      const left = await trainUntil(3, { ...options, batches: { prefetch, draw } });
      expect(left.step).toBe(3);
    },
  );

  it('draws its batches at the scales, and through the files, of its recipe', async () => {
    const drawn: BatchOptions[] = [];
    const batches: BatchSource = {
      prefetch: false,
      async draw(batch) {
        drawn.push(batch);
        return createBatch(photographs, batch);
      },
    };
    const jpeg = { share: 1, quality: [20, 30] } as const;
    const { state } = await trainUntil(3, { ...options, recipe: { ...tinyRecipe, scales: [0.5], jpeg }, batches });
    expect(drawn.map(({ scales, jpeg }) => ({ scales, jpeg }))).toEqual(Array(drawn.length).fill({ scales: [0.5], jpeg }));
    const plain = await trainUntil(3, options);
    expect(state.parameters).not.toEqual(plain.state.parameters);
  });

  it('reports every step, whose number and validation only go forward', () => {
    expect(progress.map(({ step }) => step)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    for (const { steps, loss, stepsPerSecond, remaining } of progress) {
      expect(steps).toBe(40);
      expect(loss).toBeGreaterThan(0);
      expect(stepsPerSecond).toBeGreaterThan(0);
      expect(remaining).toBeGreaterThanOrEqual(0);
    }
    expect(progress.at(-1)!.remaining).toBe(0);
    expect(progress[8]).not.toHaveProperty('psnr');
    expect(progress[9]!.psnr).toBe(whole.history[0]!.psnr);
    expect(progress.at(-1)!.psnr).toBe(whole.history.at(-1)!.psnr);
  });

  it('ends with a checkpoint of the last step and a record of the way', () => {
    expect(whole.step).toBe(40);
    expect(whole.recipe).toEqual(tinyRecipe);
    expect(whole.seconds).toBeGreaterThan(0);
    expect(whole.history.map(({ step }) => step)).toEqual([10, 20, 30, 40]);
    expect(whole.state.average).not.toEqual(whole.state.parameters);
  });

  it('is the same bit for bit with the same seed, and another with another', async () => {
    expect((await train(options)).state).toEqual(whole.state);
    const other = await train({ ...options, recipe: { ...tinyRecipe, seed: 4, steps: 2 } });
    const same = await train({ ...options, recipe: { ...tinyRecipe, steps: 2 } });
    expect(other.state.parameters).not.toEqual(same.state.parameters);
  });

  it.each([
    ['in its first phase', 7],
    ['on the border of its phases', 20],
    ['in its last phase', 33],
  ])('that was stopped %s and carried on from the bytes equals the uninterrupted run bit for bit', async (_, steps) => {
    const left = await trainUntil(steps, options);
    expect(left.step).toBe(steps);
    const resumed = await train({ ...options, resume: readCheckpoint(writeCheckpoint(left)) });
    expect(resumed.seconds).toBeGreaterThan(left.seconds);
    expect({ ...resumed, seconds: 0 }).toEqual({ ...whole, seconds: 0 });
  });

  it('that is already done gives its checkpoint back', async () => {
    expect(await train({ ...options, resume: whole })).toMatchObject({ step: 40, state: whole.state, history: whole.history });
  });

  it('stops with the reason of the signal, without a checkpoint where none is asked for', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const onProgress = ({ step }: TrainingProgress) => step === 3 && controller.abort(reason);
    await expect(train({ ...options, signal: controller.signal, onProgress })).rejects.toBe(reason);
  });

  it('hands out checkpoints while it runs, and waits for them', async () => {
    const steps: number[] = [];
    let busy = false;
    const onCheckpoint = async ({ step }: Checkpoint) => {
      expect(busy).toBe(false);
      busy = true;
      await new Promise((resolve) => setTimeout(resolve, 1));
      steps.push(step);
      busy = false;
    };
    const recipe = { ...tinyRecipe, steps: 4 };
    await train({ ...options, recipe, onCheckpoint, checkpointEvery: 0 });
    expect(steps).toEqual([1, 2, 3, 4]);
    steps.length = 0;
    const { history } = await train({ ...options, recipe, onCheckpoint });
    expect(steps).toEqual([4]);
    // The last step is always validated.
    expect(history).toMatchObject([{ step: 4, psnr: expect.any(Number) }]);
  });

  it('begins from given parameters, with a first step as long as the learning rate, and an average that follows it', async () => {
    const initial = initialParameters(tinyRecipe.network, 77);
    const recipe = { ...tinyRecipe, steps: 1, learningRate: { peak: 0.01, final: 0.01, warmup: 0 } };
    const { state } = await train({ ...options, recipe, initial: initial.slice() });
    const moves = state.parameters.map((value, i) => Math.abs(value - initial[i]!));
    expect(Math.max(...moves)).toBeLessThan(0.01001);
    // Where the residual begins at zero the layers before it have no gradient yet: only the tail moves.
    expect(moves.filter((move) => move > 0.0099)).toHaveLength(4 * 4 * 9);
    // The first step keeps a tenth of the average: (1 of 1 + 9).
    const average = state.average.map((value, i) => value - (state.parameters[i]! + 0.1 * (initial[i]! - state.parameters[i]!)));
    expect(Math.max(...average.map(Math.abs))).toBeLessThan(1e-6);
  });
});
