import { ModelError } from '../../errors.js';
import { fromFloat16 } from './float16.js';
import { readProtobuf } from './protobuf-reader.js';
import * as schema from './schema.js';

interface FloatTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What is read of an ONNX file: its metadata and its tensors, not its nodes. */
export interface OnnxFile {
  /** The file's own metadata, by key. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The float tensors by name, half precision widened (when it is looked at); the suffix `.float16` of a weight's name is removed. */
  readonly tensors: ReadonlyMap<string, FloatTensor>;
}

const decoder = new TextDecoder();
const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);

function readTensor(message: Uint8Array): ({ readonly name: string } & FloatTensor) | undefined {
  let name = '';
  let type = 0;
  let raw: Uint8Array | undefined;
  let floats: Uint8Array | undefined;
  const shape: number[] = [];
  const { tensorField, elementType } = schema;
  for (const { field, number, bytes } of readProtobuf(message)) {
    if (field === tensorField.name) name = textOf(bytes);
    else if (field === tensorField.type) type = number;
    else if (field === tensorField.raw) raw = bytes;
    else if (field === tensorField.floats) floats = bytes;
    else if (field === tensorField.dimensions) {
      // Packed by most writers, one by one by ours: both are valid protobuf.
      if (bytes.length === 0) shape.push(number);
      else shape.push(...[...unpackVarints(bytes)]);
    }
  }
  const bytes = raw ?? floats;
  if (!bytes || (type !== elementType.float32 && type !== elementType.float16)) return undefined;
  const count = shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== count * (type === elementType.float32 ? 4 : 2)) throw new RangeError(`expected ${count} elements for ${name}`);
  let data: Float32Array | undefined;
  return {
    name: type === elementType.float32 ? name : name.replace(/\.float16$/, ''),
    shape,
    get data() {
      data ??= numbersOf(bytes, type === elementType.float16);
      return data;
    },
  };
}

function numbersOf(bytes: Uint8Array, half: boolean): Float32Array {
  // A copy, because the numbers may lie unaligned; not `slice`, which in Node's Buffer does not copy.
  const { buffer } = new Uint8Array(bytes);
  return half ? fromFloat16(new Uint16Array(buffer)) : new Float32Array(buffer);
}

function* unpackVarints(bytes: Uint8Array): Generator<number> {
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte >= 0x80) continue;
    yield value;
    [value, scale] = [0, 1];
  }
}

/**
 * Reads an ONNX file's metadata and float tensors.
 * @throws ModelError when the bytes are not an ONNX model.
 */
export function readOnnx(bytes: Uint8Array): OnnxFile {
  const metadata: Record<string, string> = {};
  const tensors = new Map<string, FloatTensor>();
  let operatorSets = 0;
  let outputs = 0;
  try {
    for (const entry of readProtobuf(bytes)) {
      if (entry.field === schema.modelField.operatorSet) operatorSets++;
      if (entry.field === schema.modelField.metadata) {
        const fields = [...readProtobuf(entry.bytes)];
        const text = (field: number) => textOf(fields.find((item) => item.field === field)?.bytes ?? new Uint8Array(0));
        metadata[text(schema.metadataField.key)] = text(schema.metadataField.value);
      }
      if (entry.field !== schema.modelField.graph) continue;
      for (const { field, bytes: content } of readProtobuf(entry.bytes)) {
        if (field === schema.graphField.output) outputs++;
        else if (field === schema.graphField.initializer) {
          const tensor = readTensor(content);
          if (tensor) tensors.set(tensor.name, tensor);
        }
      }
    }
  } catch {
    throw new ModelError('not an ONNX model');
  }
  if (operatorSets === 0) throw new ModelError('not an ONNX model, or cut short: it names no operator set');
  if (outputs === 0) throw new ModelError('not an ONNX model: it has no outputs');
  return { metadata, tensors };
}
