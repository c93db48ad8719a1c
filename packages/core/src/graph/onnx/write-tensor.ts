import type { ProtobufWriter } from './protobuf-writer.js';
import { tensorField } from './schema.js';

/** Writes a tensor's name, shape, element type and raw numbers; without dimensions it is a single number. */
export function writeTensor(writer: ProtobufWriter, name: string, dimensions: readonly number[], type: number, raw: Uint8Array): void {
  for (const size of dimensions) writer.integer(tensorField.dimensions, size);
  writer.integer(tensorField.type, type).text(tensorField.name, name).bytes(tensorField.raw, raw);
}
