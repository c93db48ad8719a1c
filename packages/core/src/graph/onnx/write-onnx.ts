import { showDimension, staticShape } from '../dimension.js';
import type { Constant, Graph, NamedValue, Value } from '../graph.js';
import { expandOperations } from '../lowering/expand-operations.js';
import { addPlain } from './add-plain.js';
import { addBlocked } from './blocked/add-blocked.js';
import { isAddedWhole } from './blocked/convolution-rules.js';
import { blockedDomain } from './blocked/layout-operators.js';
import { ValueLayouts } from './blocked/value-layouts.js';
import { toFloat16 } from './float16.js';
import type { OperatorSink } from './operator-sink.js';
import { ProtobufWriter } from './protobuf-writer.js';
import * as schema from './schema.js';
import { writeNode } from './write-node.js';
import { writeTensor } from './write-tensor.js';
import { writeValueInfo } from './write-value-info.js';

/** How an ONNX file is written. */
export interface WriteOnnxOptions {
  /** How weights are kept in the file; they are widened to float32 when the graph is loaded. Default 'float32'. */
  readonly weights?: 'float32' | 'float16';
  /** Entries of the file's metadata. */
  readonly metadata?: Readonly<Record<string, string>>;
  /**
   * Writes for ONNX Runtime's CPU provider alone, with the number of channels that it takes as a block (8 or 16; 1: none), as
   * `findChannelBlock` tells. Graphs whose weights are computed or are inputs, such as training graphs, run much faster so. Default: a file for every device.
   */
  readonly channelBlock?: number;
}

const bytesOf = (data: Float32Array | Uint16Array | BigInt64Array): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

const writeFloats = (writer: ProtobufWriter, { name, value }: NamedValue): void =>
  writeValueInfo(
    writer,
    name,
    schema.elementType.float32,
    value.shape.map((dimension) => (typeof dimension === 'number' ? dimension : showDimension(dimension))),
  );

/** Names for all values: inputs, outputs and weights keep theirs, the rest are numbered. */
function nameValues(graph: Graph): (value: Value) => string {
  const names = new Map<number, string>();
  for (const { value, weight } of graph.constants) if (weight !== undefined) names.set(value.id, weight);
  for (const { name, value } of [...graph.inputs, ...graph.outputs]) {
    if (names.has(value.id)) throw new RangeError(`expected a computed value for output ${name}, received ${names.get(value.id)}`);
    names.set(value.id, name);
  }
  return (value) => names.get(value.id) ?? `value_${value.id}`;
}

/** The graph as the bytes of an ONNX file (IR version 8, operator set 17). */
export function writeOnnx(source: Graph, { weights = 'float32', metadata = {}, channelBlock }: WriteOnnxOptions = {}): Uint8Array {
  const graph = expandOperations(source, (node) => channelBlock !== undefined && isAddedWhole(node, channelBlock));
  const nameOf = nameValues(graph);
  const { graphField } = schema;
  const model = new ProtobufWriter()
    .integer(schema.modelField.irVersion, schema.irVersion)
    .text(schema.modelField.producerName, 'cleargrain');
  for (const [key, value] of Object.entries(metadata)) {
    model.message(schema.modelField.metadata, (entry) => entry.text(schema.metadataField.key, key).text(schema.metadataField.value, value));
  }

  model.message(schema.modelField.graph, (writer) => {
    let count = 0;
    const sink: OperatorSink = {
      add(operator, inputs, output = `inner_${count++}`) {
        const extra = (operator.tensors ?? []).map((values, index) => {
          if (values === undefined) return '';
          const name = `${output}_argument_${index}`;
          const [type, data] =
            values instanceof Float32Array
              ? [schema.elementType.float32, values]
              : [schema.elementType.int64, BigInt64Array.from(values, BigInt)];
          writer.message(graphField.initializer, (tensor) => writeTensor(tensor, name, [data.length], type, bytesOf(data)));
          return name;
        });
        writer.message(graphField.node, (node) => writeNode(node, operator, [...inputs, ...extra], output));
        return output;
      },
    };
    const addConstant = ({ value, data, weight }: Constant) => {
      const shape = staticShape(value.shape);
      const name = nameOf(value);
      if (weights === 'float16' && weight !== undefined) {
        const half = `${name}.float16`;
        writer.message(graphField.initializer, (tensor) =>
          writeTensor(tensor, half, shape, schema.elementType.float16, bytesOf(toFloat16(data))),
        );
        sink.add({ type: 'Cast', integers: { to: schema.elementType.float32 } }, [half], name);
      } else {
        writer.message(graphField.initializer, (tensor) => writeTensor(tensor, name, shape, schema.elementType.float32, bytesOf(data)));
      }
    };

    writer.text(graphField.name, 'cleargrain');
    graph.constants.forEach(addConstant);
    if (channelBlock === undefined) for (const node of graph.nodes) addPlain(sink, node, node.inputs.map(nameOf), nameOf(node.output));
    else addBlocked(new ValueLayouts(sink, channelBlock, nameOf), graph);
    // Where sizes are open, the runtime knows by these alone that two values are of one size, and only then adds them in its fast layout.
    const inner = graph.nodes.map(({ output }) => output).filter((value) => !graph.outputs.some((output) => output.value === value));
    for (const value of inner.filter(({ shape }) => shape.some((size) => typeof size === 'object')))
      writer.message(graphField.value, (info) => writeFloats(info, { name: nameOf(value), value }));
    for (const input of graph.inputs) writer.message(graphField.input, (info) => writeFloats(info, input));
    for (const output of graph.outputs) writer.message(graphField.output, (info) => writeFloats(info, output));
  });

  // Last, and no model is whole without it: so a file that was cut short is not taken for one.
  if (channelBlock !== undefined && channelBlock > 1)
    model.message(schema.modelField.operatorSet, (set) =>
      set.text(schema.operatorSetField.domain, blockedDomain).integer(schema.operatorSetField.version, 1),
    );
  model.message(schema.modelField.operatorSet, (set) =>
    set.text(schema.operatorSetField.domain, '').integer(schema.operatorSetField.version, schema.operatorSet),
  );
  return model.finish();
}
