import { expect, it } from 'vitest';
import type { Tensor, TensorInfo } from '../engine.js';
import { ModelError } from '../errors.js';
import { CarriedValues } from './carried-values.js';
import { describeValues } from './describe-values.js';

/** A tensor of a runtime that knows whether it was disposed of. */
class Held {
  disposed = 0;
  constructor(readonly name: string) {}
  dispose(): void {
    this.disposed++;
  }
}

const inputs: TensorInfo[] = [
  { name: 'x', shape: [1] },
  { name: 'state', shape: [2] },
];
const outputs: TensorInfo[] = [
  { name: 'y', shape: [1] },
  { name: 'next', shape: [2] },
];
const two: Tensor = { data: Float32Array.of(1, 2), shape: [2] };
const create = () => new CarriedValues<Held>({ state: 'next' }, inputs, outputs);

it('hands an output on as the input of the next run, and disposes of each value once', () => {
  const carried = create();
  const [first, second, third] = [new Held('first'), new Held('second'), new Held('third')];
  expect(() => carried.feeds()).toThrow("carried input 'state' has no value yet");
  expect(carried.write('state', two, () => first)).toBe('next');
  expect(carried.feeds()).toEqual({ state: first });
  carried.advance({ next: second, y: new Held('y') });
  expect(carried.present('state')).toBe(second);
  carried.advance({ next: third }, (old, next, output) => expect([old, next, output]).toEqual([second, third, 'next']));
  carried.release();
  expect([first, second, third].map(({ disposed }) => disposed)).toEqual([1, 0, 1]);
  expect(() => carried.present('state')).toThrow('has no value yet');
});

it('knows what is carried, and refuses what is not there or does not fit', () => {
  const carried = create();
  expect([carried.has('state'), carried.has('x'), [...carried.outputs]]).toEqual([true, false, ['next']]);
  expect(() => new CarriedValues({ other: 'next' }, inputs, outputs)).toThrow(new ModelError("the model has no input 'other' to carry"));
  expect(() => new CarriedValues({ state: 'other' }, inputs, outputs)).toThrow(new ModelError("the model has no output 'other' to carry"));
  expect(() => carried.write('x', two, () => new Held('x'))).toThrow("'x' is not a carried input");
  const held = new Held('kept');
  carried.write('state', two, () => held);
  expect(() => carried.write('state', { data: Float32Array.of(1), shape: [1] }, () => new Held('wrong'))).toThrow('expected shape [2]');
  expect([carried.present('state'), held.disposed]).toEqual([held, 0]);
});

it('describes inputs of the wanted types, and names the one that is of another', () => {
  const values = [{ name: 'x', isTensor: true, type: 'float32', shape: [1, '', 'height'] }] as const;
  expect(describeValues('input', values, ['float32'])).toEqual([{ name: 'x', shape: [1, '?', 'height'] }]);
  const refused = new ModelError("expected uint8 or uint16 for input 'x' of the model, found float32");
  expect(() => describeValues('input', values, ['uint8', 'uint16'])).toThrow(refused);
  expect(() => describeValues('output', [{ name: 'y', isTensor: false }], ['float32'])).toThrow('found not a tensor');
});
