import { readProtobuf } from '../graph/onnx/protobuf-reader.js';
import { graphField, modelField, nodeField, tensorField, valueField } from '../graph/onnx/schema.js';

const decoder = new TextDecoder();

/** Gives equal descriptions equal numbers. */
export type Numbering = (description: string) => number;

/** A numbering that goes on from graph to graph. */
export function createNumbering(): Numbering {
  const numbers = new Map<string, number>();
  return (description) => {
    const number = numbers.get(description) ?? numbers.size;
    numbers.set(description, number);
    return number;
  };
}

/** The name in a message. */
function nameIn(message: Uint8Array, nameField: number): string {
  for (const { field, bytes } of readProtobuf(message)) if (field === nameField) return decoder.decode(bytes);
  return '';
}

/** All that a tensor says but its name. */
const contentOf = (message: Uint8Array): string =>
  [...readProtobuf(message)]
    .filter(({ field }) => field !== tensorField.name)
    .map(({ field, number, bytes }) => `${field}:${number}:${bytes.join(' ')}`)
    .join(';');

function readNode(message: Uint8Array) {
  const [inputs, outputs, attributes]: [string[], string[], string[]] = [[], [], []];
  let operation = '';
  for (const { field, bytes } of readProtobuf(message)) {
    if (field === nodeField.input) inputs.push(decoder.decode(bytes));
    else if (field === nodeField.output) outputs.push(decoder.decode(bytes));
    else if (field === nodeField.attribute) attributes.push(bytes.join(' '));
    else if (field === nodeField.operation || field === nodeField.domain) operation += `${decoder.decode(bytes)} `;
  }
  return { operation: `${operation}[${attributes.sort().join(';')}]`, inputs, outputs };
}

/**
 * What the outputs of a model file are computed from and how, whatever its inner values are called and in whatever order its operations stand. Tensors
 * that `isParameter` names count by their names, others by their numbers. Two files compute the same from the same parameters if it is equal.
 */
export function graphMeaning(model: Uint8Array, isParameter: (name: string) => boolean, number: Numbering): string {
  const graph = [...readProtobuf(model)].find(({ field }) => field === modelField.graph);
  const fields = graph === undefined ? [] : [...readProtobuf(graph.bytes)];
  const of = (wanted: number) => fields.filter(({ field }) => field === wanted).map(({ bytes }) => bytes);
  const meanings = new Map<string, number>();
  for (const message of of(graphField.input)) {
    const name = nameIn(message, valueField.name);
    meanings.set(name, number(`input ${name}`));
  }
  for (const message of of(graphField.initializer)) {
    const name = nameIn(message, tensorField.name);
    meanings.set(name, number(isParameter(name) ? `parameter ${name}` : `constant ${contentOf(message)}`));
  }
  for (const message of of(graphField.node)) {
    const { operation, inputs, outputs } = readNode(message);
    const description = `${operation} (${inputs.map((name) => meanings.get(name) ?? name).join(', ')})`;
    for (const [index, name] of outputs.entries()) meanings.set(name, number(`${description} ${index}`));
  }
  return of(graphField.output)
    .map((message) => nameIn(message, valueField.name))
    .map((name) => `${name} ${meanings.get(name)}`)
    .join(', ');
}
