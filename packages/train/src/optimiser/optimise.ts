import { elementCount, type GraphBuilder, type Value } from '@cleargrain/core';
import { joinFlat } from '../join-flat.js';
import { type AdamwOptions, adamw, type OptimiserSchedule, type OptimiserState } from './adamw.js';
import { muon } from './muon.js';

/** AdamW for everything, or Muon for the convolutions between first and last and AdamW for those. */
export type OptimiserName = 'adamw' | 'muon';

/** The optimisers that a recipe may name. */
export const optimiserNames: readonly OptimiserName[] = ['adamw', 'muon'];

/** Parameters that lie one after the other in the flat vectors and are updated together. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  /** The shape of each convolution, for Muon. Undefined: AdamW. */
  readonly shape?: readonly number[];
}

// A convolution that comes from the picture or goes to it has few channels there: as a matrix it has no directions to even out.
const isHidden = (shape: readonly number[]): boolean => shape.length === 4 && Math.min(shape[0]!, shape[1]!) >= 16;

const sameShape = (a?: readonly number[], b?: readonly number[]): boolean => a?.join() === b?.join();

function stretchesOf(shapes: readonly (readonly number[])[], optimiser: OptimiserName): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const shape of shapes) {
    const own = optimiser === 'muon' && isHidden(shape) ? shape : undefined;
    const last = stretches.at(-1);
    const start = last?.end ?? 0;
    const end = start + elementCount(shape);
    if (last && sameShape(last.shape, own)) stretches[stretches.length - 1] = { ...last, end };
    else stretches.push({ start, end, ...(own && { shape: own }) });
  }
  return stretches;
}

/** Adds one step of the optimiser to the graph: the state after it. `shapes` are those of the parameters, in the order of the flat vectors. */
export function optimise(
  graph: GraphBuilder,
  optimiser: OptimiserName,
  shapes: readonly (readonly number[])[],
  state: OptimiserState,
  gradient: Value,
  schedule: OptimiserSchedule,
  options: AdamwOptions,
): OptimiserState {
  const stretches = stretchesOf(shapes, optimiser);
  const steps = stretches.map(({ start, end, shape }) => {
    const part = (vector: Value): Value => (stretches.length === 1 ? vector : graph.slice(vector, 0, start, end));
    const own = { parameters: part(state.parameters), mean: part(state.mean), square: part(state.square) };
    if (shape === undefined) return adamw(graph, own, part(gradient), schedule, options);
    return muon(graph, own, part(gradient), schedule, shape, options.weightDecay);
  });
  const joined = (name: keyof OptimiserState) =>
    joinFlat(
      graph,
      steps.map((step) => step[name]),
    );
  return { parameters: joined('parameters'), mean: joined('mean'), square: joined('square') };
}
