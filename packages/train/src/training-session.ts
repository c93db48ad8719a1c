import { type Engine, type Session, type Tensor, writeOnnx } from '@cleargrain/core';
import { defaultAdamw } from './optimiser/adamw.js';
import type { Recipe, TrainingPhase } from './recipe.js';
import { type Teacher, usualTeacherShare } from './teacher.js';
import { carriedState, type StateName, stateNames, trainingGraph } from './training-graph.js';

/** The vectors of a run: parameters, the optimiser's two means and the weight average. */
export type TrainingState = Readonly<Record<StateName, Float32Array>>;

/** The training graph in the engine: another for each phase of a run, to which the state is handed on. */
export class TrainingSession {
  readonly #engine: Engine;
  readonly #recipe: Recipe;
  readonly #teacher: Teacher | undefined;
  readonly #channelBlock: number | undefined;
  /** The state before the present phase. */
  #state: TrainingState;
  #phase: TrainingPhase | undefined;
  #session: Session | undefined;

  /** `channelBlock` is what `findChannelBlock` says of the engine. */
  constructor(engine: Engine, recipe: Recipe, teacher: Teacher | undefined, state: TrainingState, channelBlock: number | undefined) {
    this.#engine = engine;
    this.#recipe = recipe;
    this.#teacher = teacher;
    this.#state = state;
    this.#channelBlock = channelBlock;
  }

  /** Loads the graph of a phase, unless it is the present one. */
  async enter(phase: TrainingPhase): Promise<void> {
    if (phase === this.#phase) return;
    this.#state = await this.state();
    await this.close();
    const { network, optimiser, weightDecay, gradientLimit, teacherShare: share = usualTeacherShare } = this.#recipe;
    const teacher = this.#teacher && { ...this.#teacher, share };
    const adamw = { ...defaultAdamw, weightDecay };
    const graph = trainingGraph({ network, ...phase, optimiser, adamw, gradientLimit, ...(teacher && { teacher }) });
    const bytes = writeOnnx(graph, this.#channelBlock === undefined ? {} : { channelBlock: this.#channelBlock });
    const session = await this.#engine.load(bytes, { carried: carriedState });
    this.#session = session;
    this.#phase = phase;
    for (const name of stateNames) await session.write(name, { data: this.#state[name], shape: [this.#state[name].length] });
  }

  /** Does a step of the phase that was entered; returns the loss and the gradient's length. */
  async step(inputs: Readonly<Record<string, Tensor>>): Promise<{ readonly loss: number; readonly norm: number }> {
    const outputs = await this.#session!.run(inputs);
    return { loss: outputs.loss!.data[0]!, norm: outputs.norm!.data[0]! };
  }

  /** The weight average as it is now. */
  async average(): Promise<Float32Array> {
    return (await this.#session!.read('average')).data;
  }

  /** A copy of the state as it is now. */
  async state(): Promise<TrainingState> {
    const session = this.#session;
    if (session === undefined) return this.#state;
    const entries = await Promise.all(stateNames.map(async (name) => [name, (await session.read(name)).data] as const));
    return Object.fromEntries(entries) as TrainingState;
  }

  /** Frees the graph; the state is that before its phase. */
  async close(): Promise<void> {
    await this.#session?.close();
    this.#session = undefined;
  }
}
