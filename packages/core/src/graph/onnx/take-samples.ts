import { ModelError } from '../../errors.js';
import type { Operator } from './operators.js';
import { readProtobuf } from './protobuf-reader.js';
import { ProtobufWriter } from './protobuf-writer.js';
import * as schema from './schema.js';
import { writeNode } from './write-node.js';
import { writeTensor } from './write-tensor.js';
import { writeValueInfo } from './write-value-info.js';

/** What of a model becomes integers. */
export interface SampleFace {
  /** Name of the input `[1, channels, height, width]` of floats. */
  readonly input: string;
  /** Name of the output of the same shape. */
  readonly output: string;
  readonly channels: 1 | 3;
  /** Bits a sample; white, which is 1 to the model, has all of them set. */
  readonly depth: 8 | 16;
}

/** The inputs and outputs of what `takeSamples` makes. */
export const sampleNames = { samples: 'samples', result: 'result', broken: 'broken' } as const;

/** ONNX Runtime's own operators: those of ONNX know 16 bits only from operator set 21 on. */
const runtimeDomain = 'com.microsoft';

/** A name that no value of a model has. */
const inner = (name: string) => `samples:${name}`;

function isNamed(info: Uint8Array, name: string): boolean {
  const field = [...readProtobuf(info)].find((item) => item.field === schema.valueField.name);
  return field !== undefined && new TextDecoder().decode(field.bytes) === name;
}

/** Zeros and empty texts are what a field is without being written. */
function copyField(writer: ProtobufWriter, field: number, number: number, bytes: Uint8Array): void {
  if (bytes.length > 0) writer.bytes(field, bytes);
  else if (number !== 0) writer.integer(field, number);
}

function writeGraph(writer: ProtobufWriter, graph: Uint8Array, { input, output, channels, depth }: SampleFace): void {
  const { graphField, elementType } = schema;
  const { samples, result, broken } = sampleNames;
  const type = depth === 8 ? elementType.uint8 : elementType.uint16;
  const shape = [1, 'height', 'width', channels];
  const add = (operator: Operator, inputs: readonly string[], name: string) =>
    writer.message(graphField.node, (node) => writeNode(node, operator, inputs, name));
  const scale = [inner('step'), inner('black')];
  const own = depth === 8 ? {} : { domain: runtimeDomain };

  const step = new Uint8Array(Float32Array.of(1 / (2 ** depth - 1)).buffer);
  writer.message(graphField.initializer, (tensor) => writeTensor(tensor, inner('step'), [], elementType.float32, step));
  writer.message(graphField.initializer, (tensor) => writeTensor(tensor, inner('black'), [], type, new Uint8Array(depth / 8)));
  writer.message(graphField.input, (info) => writeValueInfo(info, samples, type, shape));
  writer.message(graphField.output, (info) => writeValueInfo(info, result, type, shape));
  writer.message(graphField.output, (info) => writeValueInfo(info, broken, type, []));

  add({ type: 'Transpose', integers: { perm: [0, 3, 1, 2] } }, [samples], inner('planes'));
  add({ type: 'DequantizeLinear', ...own }, [inner('planes'), ...scale], input);
  for (const { field, number, bytes } of readProtobuf(graph)) {
    if (field === graphField.output || (field === graphField.input && isNamed(bytes, input))) continue;
    copyField(writer, field, number, bytes);
  }
  add({ type: 'QuantizeLinear', ...own }, [output, ...scale], inner('rounded'));
  add({ type: 'Transpose', integers: { perm: [0, 2, 3, 1] } }, [inner('rounded')], result);
  // What is not finite stays so in the sum; a finite number less itself is zero, another is not a number.
  add({ type: 'ReduceSum', integers: { keepdims: 0 } }, [output], inner('sum'));
  add({ type: 'Sub' }, [inner('sum'), inner('sum')], inner('difference'));
  add({ type: 'IsNaN' }, [inner('difference')], inner('broken'));
  add({ type: 'Cast', integers: { to: type } }, [inner('broken')], broken);
}

/**
 * The model with a picture's samples as a file holds them as input and output: `samples` and `result`, integers of shape
 * `[1, height, width, channels]`, the result rounded to the nearest step and clamped. The engine converts them, with all its threads. The
 * output `broken`, one integer, is 1 when the model gave a number that is not finite. Other outputs are left out. For models of operator set
 * 13 or later.
 * @throws ModelError when the bytes are not an ONNX model.
 */
export function takeSamples(model: Uint8Array, face: SampleFace): Uint8Array {
  const writer = new ProtobufWriter();
  try {
    for (const { field, number, bytes } of readProtobuf(model)) {
      if (field === schema.modelField.graph) writer.message(field, (graph) => writeGraph(graph, bytes, face));
      else copyField(writer, field, number, bytes);
    }
  } catch (error) {
    if (error instanceof RangeError) throw new ModelError('not an ONNX model');
    throw error;
  }
  if (face.depth === 16) {
    writer.message(schema.modelField.operatorSet, (set) =>
      set.text(schema.operatorSetField.domain, runtimeDomain).integer(schema.operatorSetField.version, 1),
    );
  }
  return writer.finish();
}
