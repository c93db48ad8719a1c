import { describe, expect, it } from 'vitest';
import { ModelError } from '../../errors.js';
import { symbolic } from '../dimension.js';
import { GraphBuilder } from '../graph-builder.js';
import { ProtobufWriter } from './protobuf-writer.js';
import { readOnnx } from './read-onnx.js';
import * as schema from './schema.js';
import { writeOnnx } from './write-onnx.js';

const numbers = Float32Array.of(1, -2, 1 / 3, 0.1, 1000.7, 2 ** -20);

function file(weights: 'float32' | 'float16' = 'float32', metadata: Record<string, string> = { author: 'one', 'Größe α': 'zwei\n' }) {
  const graph = new GraphBuilder();
  const image = graph.input('image', [symbolic('batch'), 2, 1]);
  graph.output('result', graph.add(graph.mul(image, graph.weight('scale', [2, 3], numbers)), graph.scalar(0.1)));
  return writeOnnx(graph.build(), { weights, metadata });
}

const readAnything = (bytes: Uint8Array): unknown => {
  try {
    return readOnnx(bytes);
  } catch (error) {
    return error;
  }
};

describe('reading an ONNX file', () => {
  it('gives back what was written', () => {
    const { metadata, tensors } = readOnnx(file());
    expect(metadata).toEqual({ author: 'one', 'Größe α': 'zwei\n' });
    expect(tensors.get('scale')).toMatchObject({ shape: [2, 3], data: numbers });
    expect(tensors.size).toBe(2);
  });

  it('widens float16 weights under their own names and leaves other constants exact', () => {
    const { tensors } = readOnnx(file('float16'));
    const { shape, data } = tensors.get('scale')!;
    expect(shape).toEqual([2, 3]);
    data.forEach((value, i) => {
      expect(Math.abs(value - numbers[i]!)).toBeLessThanOrEqual(Math.max(Math.abs(numbers[i]!) * 2 ** -11, 2 ** -25));
    });
    expect([...data]).not.toEqual([...numbers]);
    const rest = [...tensors].filter(([name]) => name !== 'scale').map(([, { data: values }]) => [...values]);
    expect(rest).toEqual([[Math.fround(0.1)]]);
  });

  it('reads a part of a larger buffer, copied or not', () => {
    const bytes = file();
    const buffer = Buffer.alloc(bytes.length + 7, 255);
    buffer.set(bytes, 3);
    expect(readOnnx(buffer.subarray(3, 3 + bytes.length))).toEqual(readOnnx(bytes));
  });

  it('reads packed dimensions and float lists, as other writers make them', () => {
    const floats = new Uint8Array(Float32Array.from({ length: 300 }, (_, i) => i).buffer);
    const bytes = new ProtobufWriter()
      .message(schema.modelField.graph, (graph) =>
        graph
          .message(schema.graphField.initializer, (tensor) =>
            tensor
              .bytes(schema.tensorField.dimensions, Uint8Array.of(0xac, 0x02, 1))
              .integer(schema.tensorField.type, schema.elementType.float32)
              .bytes(schema.tensorField.floats, floats)
              .text(schema.tensorField.name, 'w'),
          )
          .message(schema.graphField.output, (info) => info.text(schema.valueField.name, 'y')),
      )
      .message(schema.modelField.operatorSet, (set) => set.integer(schema.operatorSetField.version, 17))
      .finish();
    const { tensors } = readOnnx(bytes);
    expect(tensors.get('w')!.shape).toEqual([300, 1]);
    expect(tensors.get('w')!.data[299]).toBe(299);
  });

  it('refuses a tensor whose numbers are more or fewer than its shape says', () => {
    const bytes = file();
    // The field of a dimension, its size, and the field of the next.
    const at = bytes.findIndex(
      (byte, i) => byte === 8 && bytes[i + 1] === 2 && bytes[i + 2] === 8 && bytes[i + 3] === 3 && bytes[i + 4] === 16,
    );
    expect(at).toBeGreaterThan(0);
    bytes[at + 3] = 4;
    expect(() => readOnnx(bytes)).toThrow(ModelError);
  });

  it('is a ModelError for a file cut short anywhere', () => {
    const whole = file('float16');
    for (let length = 0; length < whole.length; length++) {
      const error = readAnything(whole.subarray(0, length));
      expect(error, `${length} of ${whole.length} bytes`).toBeInstanceOf(ModelError);
      expect((error as Error).message).toMatch(/^not an ONNX model/);
    }
  });

  it('ends with a file or a ModelError, whichever byte is damaged', () => {
    const whole = file();
    for (let at = 0; at < whole.length; at++) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const damaged = whole.slice();
        damaged[at]! ^= flip;
        const result = readAnything(damaged);
        if (result instanceof Error) expect(result).toBeInstanceOf(ModelError);
      }
    }
  });

  it.each([
    ['text', new TextEncoder().encode('this is no model, it is a sentence\n')],
    ['zeros', new Uint8Array(1000)],
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)],
    ['endless numbers', new Uint8Array(100).fill(0xff)],
  ])('is a ModelError for %s', (_, bytes) => {
    expect(() => readOnnx(bytes)).toThrow(ModelError);
  });
});
