import type { Tensor, TensorData, TensorInfo } from '../engine.js';

function show(shape: readonly (number | string)[]): string {
  return `[${shape.join(', ')}]`;
}

/** Throws when `value` is not what `expected` describes, or its data is not as long as its shape says. */
export function checkTensor(expected: TensorInfo, value: Tensor<TensorData>): void {
  const fits =
    value.shape.length === expected.shape.length &&
    expected.shape.every((size, axis) => typeof size === 'string' || size === value.shape[axis]);
  if (!fits) throw new Error(`expected shape ${show(expected.shape)} for input '${expected.name}', received ${show(value.shape)}`);
  const length = value.shape.reduce((product, size) => product * size, 1);
  if (value.data.length === length) return;
  const moved = value.data.length === 0 ? ' (was its data given to an earlier run?)' : '';
  throw new Error(
    `expected ${length} numbers for input '${expected.name}' of shape ${show(value.shape)}, received ${value.data.length}${moved}`,
  );
}

/** Throws when an input is missing, unknown, or not of the shape that the graph wants. */
export function checkTensors(expected: readonly TensorInfo[], given: Readonly<Record<string, Tensor<TensorData>>>): void {
  const names = expected.map(({ name }) => `'${name}'`).join(', ') || 'none';
  for (const info of expected) {
    const value = given[info.name];
    if (value === undefined) throw new Error(`input '${info.name}' is missing: the model wants ${names}`);
    checkTensor(info, value);
  }
  for (const name of Object.keys(given)) {
    if (!expected.some((info) => info.name === name)) throw new Error(`the model has no input '${name}': it wants ${names}`);
  }
}
