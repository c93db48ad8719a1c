import { writeOnnx } from '../graph/onnx/write-onnx.js';
import { measureNetwork } from '../networks/measure-network.js';
import type { NetworkConfig } from '../networks/network.js';
import { networkGraph } from '../networks/network-graph.js';
import type { Parameters } from '../networks/parameters.js';
import type { TrainingRecord } from './model.js';

/** What a model file holds beside the graph. */
export interface ModelContent {
  /** The network that the weights belong to. */
  readonly network: NetworkConfig;
  /** Its weights. */
  readonly parameters: Parameters;
  /** How weights are kept. Default 'float16': half the size; bench/half-precision.mjs measures what it costs. */
  readonly weights?: 'float32' | 'float16';
  /** How it was trained. Default: nothing is said. */
  readonly training?: TrainingRecord;
  /** See `Model.visibleReach`. */
  readonly visibleReach?: number;
}

/** The metadata key under which our files describe themselves. */
export const metadataKey = 'cleargrain';

/** The version of that description; a reader refuses any other. */
export const modelVersion = 1;

/** A model as the bytes of an ONNX file that any ONNX tool opens, and that describes itself to `readModel`. */
export function writeModel({ network, parameters, weights = 'float16', training, visibleReach }: ModelContent): Uint8Array {
  const description = { version: modelVersion, network, ...measureNetwork(network), visibleReach, training };
  return writeOnnx(networkGraph(network, parameters), { weights, metadata: { [metadataKey]: JSON.stringify(description) } });
}
