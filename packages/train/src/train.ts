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
  type Session,
  writeOnnx,
} from '@cleargrain/core';
import type { Checkpoint, TrainingPoint } from './checkpoint.js';
import { createBatch } from './data/create-batch.js';
import type { Photograph } from './data/photograph.js';
import { defaultAdamw } from './optimiser/adamw.js';
import { learningRateAt } from './optimiser/learning-rate.js';
import type { Recipe, TrainingPhase } from './recipe.js';
import { carriedState, type StateName, stateNames, trainingGraph } from './training-graph.js';
import { createValidator } from './validator.js';

/** How a run is doing. */
export interface TrainingProgress {
  /** Steps done, of `steps`. */
  readonly step: number;
  /** Steps of the whole training. */
  readonly steps: number;
  /** Mean of the loss over the last steps. */
  readonly loss: number;
  /** How fast it goes at the moment. */
  readonly stepsPerSecond: number;
  /** Seconds that are probably left. */
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
  /** Clean pictures for the validation figure. Default: none. */
  readonly validation?: readonly Image[] | undefined;
  /** A run to carry on. Default: a new one. */
  readonly resume?: Checkpoint;
  /** A flat vector of parameters from which a new run begins. Default: random ones. */
  readonly initial?: Float32Array;
  /** Called now and then and when the run is aborted; the run waits for it. */
  readonly onCheckpoint?: (checkpoint: Checkpoint) => Promise<void> | void;
  /** Seconds between two checkpoints. Default 60. */
  readonly checkpointEvery?: number;
  /** Called after every step. */
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Stops the run after the present step, with a checkpoint; `train` then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

type State = Record<StateName, Float32Array>;

function newState({ network, seed }: Recipe, initial?: Float32Array): State {
  const parameters = initial ?? initialParameters(network, seed);
  const zeros = () => new Float32Array(parameterCount(network));
  if (parameters.length !== zeros().length)
    throw new RangeError(`expected ${zeros().length} parameters to begin from, received ${parameters.length}`);
  return { parameters, mean: zeros(), square: zeros(), average: parameters.slice() };
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

async function loadPhase(
  engine: Engine,
  { network, optimiser, weightDecay, gradientLimit }: Recipe,
  phase: TrainingPhase,
  channelBlock: number | undefined,
): Promise<Session> {
  const adamw = { ...defaultAdamw, weightDecay };
  const graph = trainingGraph({ network, ...phase, optimiser, adamw, gradientLimit });
  return engine.load(writeOnnx(graph, channelBlock === undefined ? {} : { channelBlock }), { carried: carriedState });
}

async function readState(session: Session): Promise<State> {
  const entries = await Promise.all(stateNames.map(async (name) => [name, (await session.read(name)).data] as const));
  return Object.fromEntries(entries) as State;
}

async function writeState(session: Session, state: State): Promise<void> {
  for (const name of stateNames) await session.write(name, { data: state[name], shape: [state[name].length] });
}

/**
 * Trains a network, or carries a training run on, and returns the run's last checkpoint; its `average` vector is the model.
 * @throws RangeError when there are no photographs or one is too small or has other channels, or the checkpoint is of another network; Error when the loss is no longer a number; the signal's reason on abort.
 */
export async function train(options: TrainOptions): Promise<Checkpoint> {
  const { engine, recipe, photographs, onCheckpoint, onProgress, signal, checkpointEvery = 60 } = options;
  const { network, steps, seed, noise } = recipe;
  const largest = Math.max(...recipe.phases.map(({ crop }) => crop));
  if (photographs.length === 0) throw new RangeError('expected photographs to learn from, received none');
  for (const { name, width, height, channels } of photographs) {
    if (Math.min(width, height) < largest)
      throw new RangeError(`expected at least ${largest}×${largest} pixels for a crop, received ${width}×${height} (${name})`);
    if (channels !== network.channels) throw new RangeError(`expected ${network.channels} channels, received ${channels} (${name})`);
  }
  if (options.resume) expectSameNetwork(network, options.resume);
  const phaseOf = (step: number) => recipe.phases.find(({ until }) => step < Math.round(until * steps))!;
  const batchOf = (step: number) => createBatch(photographs, { ...phaseOf(step), channels: network.channels, noise, seed, step });
  const [validationNoise] = parseNoise(recipe.validation.noise ?? `gaussian:${recipe.validation.sigma}`) as [NoiseModel];
  const validate = createValidator(engine, network, options.validation ?? [], validationNoise);

  const channelBlock = await findChannelBlock(engine);

  const history: TrainingPoint[] = [...(options.resume?.history ?? [])];
  const secondsBefore = options.resume?.seconds ?? 0;
  const firstStep = options.resume?.step ?? 0;
  let state: State = options.resume ? { ...options.resume.state } : newState(recipe, options.initial);

  const started = performance.now();
  const secondsSince = (time: number) => (performance.now() - time) / 1000;
  let { sum, count } = options.resume?.loss ?? { sum: 0, count: 0 };
  let [smoothLoss, lastCheckpoint] = [0, performance.now()];
  let psnr = history.findLast((point) => point.psnr !== undefined)?.psnr;
  let phase: TrainingPhase | undefined;
  let session: Session | undefined;

  const checkpoint = async (step: number): Promise<Checkpoint> => {
    if (session) state = await readState(session);
    lastCheckpoint = performance.now();
    return { recipe, step, seconds: secondsBefore + secondsSince(started), history: [...history], loss: { sum, count }, state };
  };

  try {
    let next = firstStep < steps ? batchOf(firstStep) : undefined;
    for (let step = firstStep; step < steps; step++) {
      if (phase !== phaseOf(step)) {
        if (session) state = await readState(session);
        await session?.close();
        phase = phaseOf(step);
        session = await loadPhase(engine, recipe, phase, channelBlock);
        await writeState(session, state);
      }
      const running = session!.run({ ...next!, schedule: { data: scheduleOf(step, recipe), shape: [4] } });
      // The next batch is made while the engine computes.
      next = step + 1 < steps ? batchOf(step + 1) : undefined;
      const outputs = await running;
      const [loss, norm] = [outputs.loss!.data[0]!, outputs.norm!.data[0]!];
      // A gradient that overflows spoils the weights before the loss shows it.
      if (!Number.isFinite(loss) || !Number.isFinite(norm))
        throw new Error(
          `expected a loss and a gradient that are numbers, received ${loss} and ${norm} at step ${step + 1}: try a lower learning rate`,
        );

      [sum, count] = [sum + loss, count + 1];
      const done = step + 1;
      // Of the last quarter of the first steps, of about fifty later: the first losses, by far the largest, are not dragged along.
      smoothLoss += Math.max(0.02, 4 / (done - firstStep + 3)) * (loss - smoothLoss);
      if (done % recipe.validation.every === 0 || done === steps) {
        psnr = await validate?.((await session!.read('average')).data);
        history.push({ step: done, loss: sum / count, ...(psnr === undefined ? {} : { psnr }) });
        [sum, count] = [0, 0];
      }
      const stepsPerSecond = (done - firstStep) / secondsSince(started);
      onProgress?.({
        step: done,
        steps,
        loss: smoothLoss,
        stepsPerSecond,
        remaining: (steps - done) / stepsPerSecond,
        ...(psnr === undefined ? {} : { psnr }),
      });
      if (onCheckpoint && (signal?.aborted || done === steps || secondsSince(lastCheckpoint) > checkpointEvery))
        await onCheckpoint(await checkpoint(done));
      signal?.throwIfAborted();
    }
    return await checkpoint(steps);
  } finally {
    await session?.close();
  }
}
