import { elementCount, symbolic } from '../graph/dimension.js';
import type { Graph } from '../graph/graph.js';
import { GraphBuilder } from '../graph/graph-builder.js';
import { createRandom } from '../random.js';
import { buildNetwork } from './build-network.js';
import type { NetworkConfig } from './network.js';
import type { Initialisation } from './scope.js';

/** One trained tensor of a network. */
export interface ParameterSpecification {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initialisation: Initialisation;
}

/** The tensors by name, as they are in a model file. */
export type Parameters = ReadonlyMap<string, Float32Array>;

/**
 * The network as a graph for pictures of any size: input `image` and output `denoised`, both `[batch, channels, height, width]`.
 * @throws RangeError when a parameter is missing or has another size.
 */
export function networkGraph(config: NetworkConfig, parameters: Parameters): Graph {
  const graph = new GraphBuilder();
  const image = graph.input('image', [symbolic('batch'), config.channels, symbolic('height'), symbolic('width')]);
  const parameter = (name: string, shape: readonly number[]) => {
    const data = parameters.get(name);
    if (data?.length !== elementCount(shape))
      throw new RangeError(`expected ${elementCount(shape)} numbers for parameter ${name}, received ${data?.length ?? 'none'}`);
    return graph.weight(name, shape, data);
  };
  graph.output('denoised', buildNetwork({ graph, parameter }, image, config));
  return graph.build();
}

/** All parameters of a network, in the order in which it declares them: the order of the flat vector that training works on. */
export function parametersOf(config: NetworkConfig): readonly ParameterSpecification[] {
  const graph = new GraphBuilder();
  const found: ParameterSpecification[] = [];
  const parameter = (name: string, shape: readonly number[], initialisation: Initialisation) => {
    found.push({ name, shape, initialisation });
    return graph.input(name, shape);
  };
  buildNetwork({ graph, parameter }, graph.input('image', [1, config.channels, symbolic('height'), symbolic('width')]), config);
  return found;
}

export const parameterCount = (config: NetworkConfig): number =>
  parametersOf(config).reduce((sum, { shape }) => sum + elementCount(shape), 0);

/** A flat vector of all parameters, as a network begins its training. */
export function initialParameters(config: NetworkConfig, seed: number): Float32Array {
  const random = createRandom(seed);
  const vector = new Float32Array(parameterCount(config));
  let offset = 0;
  for (const { shape, initialisation } of parametersOf(config)) {
    const count = elementCount(shape);
    if (initialisation === 'he') {
      const deviation = Math.sqrt(2 / elementCount(shape.slice(1)));
      for (let i = 0; i < count; i++) vector[offset + i] = deviation * random.normal();
    }
    offset += count;
  }
  return vector;
}

/** The tensors that a flat vector holds. They share its memory. */
export function unflatten(config: NetworkConfig, vector: Float32Array): Parameters {
  let offset = 0;
  return new Map(
    parametersOf(config).map(({ name, shape }) => {
      offset += elementCount(shape);
      return [name, vector.subarray(offset - elementCount(shape), offset)];
    }),
  );
}

/** One flat vector of all tensors. */
export function flatten(config: NetworkConfig, parameters: Parameters): Float32Array {
  const vector = new Float32Array(parameterCount(config));
  for (const [name, part] of unflatten(config, vector)) {
    const data = parameters.get(name);
    if (data?.length !== part.length)
      throw new RangeError(`expected ${part.length} numbers for parameter ${name}, received ${data?.length ?? 'none'}`);
    part.set(data);
  }
  return vector;
}
