import { readProtobuf } from '../graph/onnx/protobuf-reader.js';
import { graphField, modelField } from '../graph/onnx/schema.js';
import { writeOnnx } from '../graph/onnx/write-onnx.js';
import type { NetworkConfig } from '../networks/network.js';
import { networkGraph } from '../networks/network-graph.js';
import type { Parameters } from '../networks/parameters.js';
import { widenNetwork } from '../networks/widen-network.js';
import type { Model } from './model.js';
import { readParameters } from './read-parameters.js';

const isSame = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** The operations of a model file, as bytes. */
function nodesOf(model: Uint8Array): Uint8Array[] {
  const graph = [...readProtobuf(model)].find(({ field }) => field === modelField.graph);
  return graph === undefined
    ? []
    : [...readProtobuf(graph.bytes)].filter(({ field }) => field === graphField.node).map(({ bytes }) => bytes);
}

/** Whether a file holds the network's graph as we write it, and nothing that somebody changed. */
function isUnchanged(bytes: Uint8Array, network: NetworkConfig, parameters: Parameters): boolean {
  const found = nodesOf(bytes);
  return (['float16', 'float32'] as const).some((weights) => {
    const expected = nodesOf(writeOnnx(networkGraph(network, parameters), { weights }));
    return expected.length === found.length && expected.every((node, index) => isSame(node, found[index]!));
  });
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
