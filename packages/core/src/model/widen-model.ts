import { writeOnnx } from '../graph/onnx/write-onnx.js';
import type { NetworkConfig } from '../networks/network.js';
import { networkGraph } from '../networks/network-graph.js';
import type { Parameters } from '../networks/parameters.js';
import { parametersOf } from '../networks/parameters-of.js';
import { widenNetwork } from '../networks/widen-network.js';
import { createNumbering, graphMeaning } from './graph-meaning.js';
import type { Model } from './model.js';
import { readParameters } from './read-parameters.js';

/** What the names of weights end with that are kept as half precision. */
const halfSuffix = /\.float16$/;

/** Whether a file holds the network's graph as we write it, whatever its values are called, and nothing that somebody changed. */
function isUnchanged(bytes: Uint8Array, network: NetworkConfig, parameters: Parameters): boolean {
  const number = createNumbering();
  const names = new Set(parametersOf(network).map(({ name }) => name));
  const meaningOf = (model: Uint8Array) => graphMeaning(model, (name) => names.has(name.replace(halfSuffix, '')), number);
  const found = meaningOf(bytes);
  return (['float16', 'float32'] as const).some(
    (weights) => meaningOf(writeOnnx(networkGraph(network, parameters), { weights })) === found,
  );
}

/**
 * The ONNX file that computes a model's output fastest on the CPU: its own, or one with channels of zeros added where ONNX Runtime's fast layout
 * wants a round number of them. The outputs are equal but for the order of sums.
 */
export function widenModel({ bytes, network }: Model): Uint8Array {
  if (network === undefined) return bytes;
  let parameters: Parameters | undefined;
  const parametersNow = () => {
    parameters ??= readParameters(bytes);
    return parameters;
  };
  let wider: ReturnType<typeof widenNetwork>;
  try {
    wider = widenNetwork(network, parametersNow);
  } catch (error) {
    // Another tool has changed the weights' names or shapes: the file is run as it is.
    if (error instanceof RangeError) return bytes;
    throw error;
  }
  if (wider === undefined || !isUnchanged(bytes, network, parametersNow())) return bytes;
  return writeOnnx(networkGraph(wider.config, wider.parameters));
}
