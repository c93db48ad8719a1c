import { ModelError } from '../errors.js';
import { readOnnx } from '../graph/onnx/read-onnx.js';
import { measureNetwork } from '../networks/measure-network.js';
import { parseNetwork } from '../networks/parse-network.js';
import { integerIn, invalid } from '../validate.js';
import type { Model } from './model.js';
import { parseTrainingRecord } from './parse-training-record.js';
import { metadataKey, modelVersion } from './write-model.js';

/**
 * Reads a model file that `writeModel` wrote; undefined when the file is an ONNX model of another maker.
 * @throws ModelError when the bytes are not an ONNX model, or the description inside is damaged.
 */
export function readModel(name: string, bytes: Uint8Array): Model | undefined {
  const text = readOnnx(bytes).metadata[metadataKey];
  if (text === undefined) return undefined;
  try {
    const description = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (description.version !== modelVersion) throw invalid('version', `${modelVersion}`, description.version);
    const network = parseNetwork(description.network);
    const measures = measureNetwork(network);
    const visibleReach =
      description.visibleReach === undefined
        ? {}
        : { visibleReach: integerIn('visibleReach', description.visibleReach, 0, measures.reach) };
    const training = description.training === undefined ? {} : { training: parseTrainingRecord(description.training) };
    return {
      name,
      bytes,
      channels: network.channels,
      input: 'image',
      output: 'denoised',
      ...measures,
      ...visibleReach,
      network,
      ...training,
    };
  } catch (error) {
    throw new ModelError(`its description is damaged: ${error instanceof Error ? error.message : error}`);
  }
}
