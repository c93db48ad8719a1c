import type { Operator } from './operators.js';
import type { ProtobufWriter } from './protobuf-writer.js';
import * as schema from './schema.js';

/** Writes an operator with the names of its inputs and its output; it has the output's name. */
export function writeNode(
  writer: ProtobufWriter,
  { type, domain, integers = {}, texts = {} }: Operator,
  inputs: readonly string[],
  output: string,
): void {
  const { nodeField: node, attributeField: attribute } = schema;
  for (const input of inputs) writer.text(node.input, input);
  writer.text(node.output, output).text(node.name, output).text(node.operation, type);
  if (domain !== undefined) writer.text(node.domain, domain);
  for (const [name, value] of Object.entries(integers)) {
    writer.message(node.attribute, (inner) => {
      inner.text(attribute.name, name);
      if (typeof value === 'number') inner.integer(attribute.integer, value).integer(attribute.type, schema.attributeType.integer);
      else {
        for (const item of value) inner.integer(attribute.integers, item);
        inner.integer(attribute.type, schema.attributeType.integers);
      }
    });
  }
  for (const [name, value] of Object.entries(texts)) {
    writer.message(node.attribute, (inner) =>
      inner
        .text(attribute.name, name)
        .bytes(attribute.text, new TextEncoder().encode(value))
        .integer(attribute.type, schema.attributeType.text),
    );
  }
}
