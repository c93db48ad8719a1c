import { elementCount, type SymbolicDimension, symbolic } from '../graph/dimension.js';
import type { GraphNode, Value } from '../graph/graph.js';
import { GraphBuilder } from '../graph/graph-builder.js';
import { buildNetwork } from './build-network.js';
import type { NetworkConfig } from './network.js';

/** What a network's graph says of it, without running it. */
export interface NetworkMeasures {
  /** Its number of weights. */
  readonly parameters: number;
  /** Width and height must be multiples of this many pixels. */
  readonly alignment: number;
  /** How many pixels to each side can change an output pixel. */
  readonly reach: number;
  /** Multiplications of all convolutions, per pixel of the picture. */
  readonly multiplicationsPerPixel: number;
  /** The largest number of floats per pixel that are alive at one time, as far as the order of the nodes tells. */
  readonly floatsPerPixel: number;
}

/** Pixels of the picture per element of the value, along one axis. */
const cellOf = (value: Value): number => 1 / (value.shape[3] as SymbolicDimension).scale;

function isSpatial(value: Value): boolean {
  return value.shape.length === 4 && typeof value.shape[3] === 'object';
}

/** How far beyond its own cell an element sees, in pixels, from how far the node's inputs see. */
function reachAfter(node: GraphNode, before: number): number {
  switch (node.operation) {
    case 'conv': {
      const kernel = node.inputs[1]!.shape[2] as number;
      return before + ((kernel - node.attributes.stride) / 2) * cellOf(node.inputs[0]!);
    }
    case 'depthToSpace':
      return before + cellOf(node.inputs[0]!) - cellOf(node.output);
    case 'upsample':
      // The pixels beside the middle of a cell see the next cell on their side.
      return before + 1.5 * cellOf(node.inputs[0]!) - cellOf(node.output);
    default:
      return before;
  }
}

/** The most floats per pixel alive at once, every value living from its node to its last use. */
function peakFloats(nodes: readonly GraphNode[]): number {
  const last = new Map<number, number>();
  nodes.forEach((node, index) => {
    for (const input of node.inputs) last.set(input.id, index);
  });
  const size = (value: Value) => (isSpatial(value) ? (value.shape[1] as number) / cellOf(value) ** 2 : 0);
  const alive = new Map<number, number>();
  let peak = 0;
  nodes.forEach((node, index) => {
    for (const value of [...node.inputs, node.output]) alive.set(value.id, size(value));
    peak = Math.max(
      peak,
      [...alive.values()].reduce((sum, floats) => sum + floats, 0),
    );
    for (const id of [...alive.keys()]) if ((last.get(id) ?? Infinity) <= index) alive.delete(id);
  });
  return peak;
}

/** Measures a network from its graph. */
export function measureNetwork(config: NetworkConfig): NetworkMeasures {
  const graph = new GraphBuilder();
  let parameters = 0;
  const parameter = (name: string, shape: readonly number[]): Value => {
    parameters += elementCount(shape);
    return graph.input(name, shape);
  };
  buildNetwork({ graph, parameter }, graph.input('image', [1, config.channels, symbolic('height'), symbolic('width')]), config);
  const { nodes } = graph;
  const reach = new Map<number, number>();
  let alignment = 1;
  let multiplications = 0;
  for (const node of nodes) {
    if (!isSpatial(node.output)) continue;
    const before = Math.max(...node.inputs.map((input) => reach.get(input.id) ?? 0));
    reach.set(node.output.id, reachAfter(node, before));
    alignment = Math.max(alignment, cellOf(node.output));
    if (node.operation === 'conv') {
      const [out, into, kernel] = node.inputs[1]!.shape as number[];
      multiplications += (out! * into! * kernel! * kernel!) / cellOf(node.output) ** 2;
    }
  }
  return {
    parameters,
    alignment,
    reach: reach.get(nodes.at(-1)!.output.id)!,
    multiplicationsPerPixel: multiplications,
    floatsPerPixel: peakFloats(nodes),
  };
}
