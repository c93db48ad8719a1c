import {
  type Engine,
  findChannelBlock,
  type Image,
  initialParameters,
  type NetworkConfig,
  type NoiseModel,
  parameterCount,
  parametersOf,
  parseNoise,
} from '@cleargrain/core';
import type { Checkpoint } from './checkpoint.js';
import type { BatchSource } from './data/batch-source.js';
import { type Batch, type BatchOptions, createBatch } from './data/create-batch.js';
import type { Photograph } from './data/photograph.js';
import { defaultAdamw } from './optimiser/adamw.js';
import { learningRateAt } from './optimiser/learning-rate.js';
import type { Recipe } from './recipe.js';
import { RunRecord } from './run-record.js';
import { expectNoTeacherWanted, expectTeacherFor, type Teacher } from './teacher.js';
import { TrainingPace } from './training-pace.js';
import { TrainingSession, type TrainingState } from './training-session.js';
import { createValidator } from './validator.js';

/** How a run is doing. */
export interface TrainingProgress {
  /** Steps done, of `steps`. */
  readonly step: number;
  /** Steps of the whole training. */
  readonly steps: number;
  /** Mean of the loss over the last steps. */
  readonly loss: number;
  /** How fast it goes at the moment: by the last fifty steps or so. */
  readonly stepsPerSecond: number;
  /** Seconds that are probably left, by the pixels of the steps to come. */
  readonly remaining: number;
  /** The last validation's PSNR in dB. */
  readonly psnr?: number;
}

/** A training: what, on what, and who hears of it. */
export interface TrainOptions {
  /** What computes. */
  readonly engine: Engine;
  /** What is trained, and how. */
  readonly recipe: Recipe;
  /** Clean pictures to learn from, each at least as large as the largest crop, of the network's channels. */
  readonly photographs: readonly Photograph[];
  /** Where batches of these photographs are drawn. Default: in the thread that calls, while the engine computes. */
  readonly batches?: BatchSource;
  /** Clean pictures for the validation figure. Default: none. */
  readonly validation?: readonly Image[] | undefined;
  /** A run to carry on. Default: a new one. */
  readonly resume?: Checkpoint;
  /** A flat vector of parameters from which a new run begins. Default: random ones. */
  readonly initial?: Float32Array;
  /** A network to learn from beside the clean pictures, for `recipe.teacherShare` of every target; the same again for a run that is carried on. Default: none. */
  readonly teacher?: Teacher;
  /** Called now and then and when the run is aborted; the run waits for it. */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => Promise<void> | void;
  /** Seconds between two checkpoints. Default 60. */
  readonly checkpointEvery?: number;
  /** Called after every step. */
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Stops the run after the present step, with a checkpoint; `train` then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

function newState({ network, seed }: Recipe, initial?: Float32Array): TrainingState {
  const parameters = initial ?? initialParameters(network, seed);
  const zeros = () => new Float32Array(parameterCount(network));
  if (parameters.length !== zeros().length)
    throw new RangeError(`expected ${zeros().length} parameters to begin from, received ${parameters.length}`);
  return { parameters, mean: zeros(), square: zeros(), average: parameters.slice() };
}

function expectPhotographs(photographs: readonly Photograph[], { network, phases }: Recipe): void {
  const largest = Math.max(...phases.map(({ crop }) => crop));
  if (photographs.length === 0) throw new RangeError('expected photographs to learn from, received none');
  for (const { name, width, height, channels } of photographs) {
    if (Math.min(width, height) < largest)
      throw new RangeError(`expected at least ${largest}×${largest} pixels for a crop, received ${width}×${height} (${name})`);
    if (channels !== network.channels) throw new RangeError(`expected ${network.channels} channels, received ${channels} (${name})`);
  }
}

/** A gradient that overflows spoils the weights before the loss shows it. */
function expectNumbers({ loss, norm }: { readonly loss: number; readonly norm: number }, step: number): void {
  if (Number.isFinite(loss) && Number.isFinite(norm)) return;
  throw new Error(
    `expected a loss and a gradient that are numbers, received ${loss} and ${norm} at step ${step}: try a lower learning rate`,
  );
}

function expectSameNetwork(network: NetworkConfig, { recipe, state }: Checkpoint): void {
  const describe = (config: NetworkConfig) => JSON.stringify(parametersOf(config));
  if (describe(network) === describe(recipe.network) && state.parameters.length === parameterCount(network)) return;
  throw new RangeError(`expected a checkpoint of ${JSON.stringify(network)}, received one of ${JSON.stringify(recipe.network)}`);
}

/** What the graph must know of step `step` (from 0): learning rate, Adam's bias corrections, the average's decay. */
function scheduleOf(step: number, { learningRate, averageDecay, steps }: Recipe): Float32Array {
  const { beta1, beta2 } = defaultAdamw;
  const count = step + 1;
  // The average begins short, so that it does not drag the random start along.
  const keep = Math.min(averageDecay, count / (count + 9));
  return Float32Array.of(learningRateAt(step, { ...learningRate, steps }), 1 / (1 - beta1 ** count), 1 / (1 - beta2 ** count), keep);
}

/**
 * Trains a network, or carries a training run on, and returns the run's last checkpoint; its `average` vector is the model.
 * @throws RangeError when there are no photographs or one is too small or has other channels, the checkpoint is of another network, the teacher cannot answer the batches, or one is wanted and there is none; Error when the loss is no longer a number; the signal's reason on abort.
 */
export async function train(options: TrainOptions): Promise<Checkpoint> {
  const { engine, recipe, photographs, resume, teacher, onCheckpoint, onProgress, signal, checkpointEvery = 60 } = options;
  const { network, steps, seed, scales, jpeg, noise } = recipe;
  expectPhotographs(photographs, recipe);
  if (resume) expectSameNetwork(network, resume);
  if (teacher) expectTeacherFor(recipe, teacher);
  else expectNoTeacherWanted(recipe, resume?.teacher);
  const phaseOf = (step: number) => recipe.phases.find(({ until }) => step < Math.round(until * steps))!;
  const batches = options.batches ?? { prefetch: true, draw: async (batch: BatchOptions) => createBatch(photographs, batch) };
  const draw = (step: number) =>
    batches.draw({ ...phaseOf(step), channels: network.channels, ...(scales && { scales }), ...(jpeg && { jpeg }), noise, seed, step });
  const [validationNoise] = parseNoise(recipe.validation.noise ?? `gaussian:${recipe.validation.sigma}`) as [NoiseModel];
  const validate = createValidator(engine, network, options.validation ?? [], validationNoise);
  const state = resume?.state ?? newState(recipe, options.initial);
  const session = new TrainingSession(engine, recipe, teacher, state, await findChannelBlock(engine));
  const record = new RunRecord(resume);
  const pace = new TrainingPace(recipe);

  const firstStep = resume?.step ?? 0;
  const started = performance.now();
  let lastCheckpoint = started;
  const secondsSince = (time: number) => (performance.now() - time) / 1000;
  const checkpoint = async (step: number): Promise<Checkpoint> => {
    const state = await session.state();
    lastCheckpoint = performance.now();
    const { history, loss } = record;
    return { recipe, step, seconds: (resume?.seconds ?? 0) + secondsSince(started), history, loss, state };
  };
  const report = (done: number) => {
    const { smoothLoss: loss, psnr } = record;
    onProgress?.({
      step: done,
      steps,
      loss,
      stepsPerSecond: pace.stepsPerSecond(done - 1),
      remaining: pace.remaining(done),
      ...(psnr !== undefined && { psnr }),
    });
  };

  try {
    let next: Promise<Batch> | undefined;
    for (let step = firstStep; step < steps; step++) {
      await session.enter(phaseOf(step));
      const began = performance.now();
      const batch = await (next ?? draw(step));
      const running = session.step({ ...batch, schedule: { data: scheduleOf(step, recipe), shape: [4] } });
      next = batches.prefetch && step + 1 < steps ? draw(step + 1) : undefined;
      // The next step waits for it; after an abort none does.
      next?.catch(() => undefined);
      const result = await running;
      pace.add(step, secondsSince(began));
      const done = step + 1;
      expectNumbers(result, done);

      record.add(result.loss);
      if (done % recipe.validation.every === 0 || done === steps) record.mark(done, await validate?.(await session.average()));
      report(done);
      if (onCheckpoint && (signal?.aborted || done === steps || secondsSince(lastCheckpoint) > checkpointEvery))
        await onCheckpoint(await checkpoint(done));
      signal?.throwIfAborted();
    }
    return await checkpoint(steps);
  } finally {
    await session.close();
  }
}
