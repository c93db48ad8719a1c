import type { Engine, GraphBuilder, Operation, Tensor, Value } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gradientCheck } from '../testing/gradient-check.js';
import { randomTensor } from '../testing/tensor.js';

type Case = readonly [says: string, inputs: readonly Tensor[], build: (graph: GraphBuilder, inputs: readonly Value[]) => Value];

// Away from kinks by more than the step; and seeds that differ.
const random = (...shape: number[]): Tensor => randomTensor(shape, { seed: shape.reduce((seed, size) => seed * 31 + size, 7) });
const positive = (...shape: number[]): Tensor => randomTensor(shape, { from: 2, to: 3, signed: false });
const small = (...shape: number[]): Tensor => randomTensor(shape, { from: 0, to: 0.2, seed: 5 });

const twoInputs = (build: (graph: GraphBuilder, a: Value, b: Value) => Value): Case[] => [
  ['of equal shapes', [random(2, 3), positive(2, 3)], (g, [a, b]) => build(g, a!, b!)],
  ['with the first stretched', [random(3, 1), positive(2, 3, 2)], (g, [a, b]) => build(g, a!, b!)],
  ['with the second stretched', [random(2, 3, 2), positive(1, 2)], (g, [a, b]) => build(g, a!, b!)],
  ['with a scalar', [random(2, 3), positive()], (g, [a, b]) => build(g, a!, b!)],
];

const convolution = (image: readonly number[], weight: readonly number[], stride: number, padding: number): Case => [
  `kernel ${weight[2]}, stride ${stride}, padding ${padding}`,
  [random(...image), random(...weight), random(weight[0]!)],
  (g, [x, w, bias]) => g.conv(x!, w!, { stride, padding, bias: bias! }),
];

const cases: { readonly [O in Operation]: readonly Case[] } = {
  add: twoInputs((g, a, b) => g.add(a, b)),
  sub: twoInputs((g, a, b) => g.sub(a, b)),
  mul: twoInputs((g, a, b) => g.mul(a, b)),
  div: twoInputs((g, a, b) => g.div(a, b)),
  max: [
    ['of either', [random(3, 4), small(3, 4)], (g, [a, b]) => g.max(a!, b!)],
    ['stretched', [small(4), random(3, 4)], (g, [a, b]) => g.max(a!, b!)],
  ],
  greater: [['is flat', [random(3, 4), small(4)], (g, [a, b]) => g.add(g.greater(a!, b!), g.mul(a!, b!))]],
  relu: [['on both sides', [random(3, 4)], (g, [a]) => g.relu(a!)]],
  abs: [['on both sides', [random(3, 4)], (g, [a]) => g.abs(a!)]],
  sqrt: [['of positive numbers', [positive(3, 4)], (g, [a]) => g.sqrt(a!)]],
  matMul: [
    ['of matrices', [random(3, 4), random(4, 2)], (g, [a, b]) => g.matMul(a!, b!)],
    ['of batches, one stretched', [random(2, 1, 2, 3), random(2, 3, 2)], (g, [a, b]) => g.matMul(a!, b!)],
  ],
  conv: [
    convolution([2, 2, 4, 5], [3, 2, 1, 1], 1, 0),
    convolution([2, 2, 3, 3], [3, 2, 1, 1], 1, 1),
    convolution([2, 2, 4, 5], [3, 2, 3, 3], 1, 0),
    convolution([2, 2, 4, 5], [3, 2, 3, 3], 1, 1),
    convolution([2, 2, 4, 6], [3, 2, 2, 2], 2, 0),
    convolution([1, 2, 8, 10], [2, 2, 6, 6], 2, 0),
  ],
  convInputGradient: [
    ['of stride 1', [random(2, 3, 4, 5), random(3, 2, 3, 3)], (g, [y, w]) => g.convInputGradient(y!, w!, { stride: 1, padding: 1 })],
    ['of stride 2', [random(2, 3, 2, 3), random(3, 2, 2, 2)], (g, [y, w]) => g.convInputGradient(y!, w!, { stride: 2, padding: 0 })],
  ],
  convWeightGradient: [
    ['of stride 1', [random(2, 2, 4, 5), random(2, 3, 4, 5)], (g, [x, y]) => g.convWeightGradient(x!, y!, { stride: 1, padding: 1 })],
    ['of stride 2', [random(2, 2, 4, 6), random(2, 3, 2, 3)], (g, [x, y]) => g.convWeightGradient(x!, y!, { stride: 2, padding: 0 })],
  ],
  upsample: [
    ['by 2', [random(2, 3, 2, 3)], (g, [a]) => g.upsample(a!, 2)],
    ['by 4, a single row', [random(1, 2, 1, 3)], (g, [a]) => g.upsample(a!, 4)],
  ],
  depthToSpace: [['of blocks of 2', [random(2, 8, 2, 3)], (g, [a]) => g.depthToSpace(a!, 2)]],
  spaceToDepth: [['of blocks of 2', [random(2, 2, 4, 6)], (g, [a]) => g.spaceToDepth(a!, 2)]],
  reshape: [['to another rank', [random(2, 6)], (g, [a]) => g.reshape(a!, [3, 2, 2])]],
  expand: [['along two axes', [random(3, 1)], (g, [a]) => g.expand(a!, [2, 3, 4])]],
  transpose: [['that is not its own inverse', [random(2, 3, 4)], (g, [a]) => g.transpose(a!, [2, 0, 1])]],
  slice: [['from the middle', [random(2, 5, 2)], (g, [a]) => g.slice(a!, 1, 1, 4)]],
  reverse: [['of one axis', [random(2, 3, 2)], (g, [a]) => g.reverse(a!, 1)]],
  concat: [['of three', [random(2, 1), random(2, 3), random(2, 2)], (g, values) => g.concat(values, 1)]],
  pad: [
    ['with zeros', [random(2, 3)], (g, [a]) => g.pad(a!, [1, 0], [0, 2])],
    ['with zeros, and cut', [random(2, 4)], (g, [a]) => g.pad(a!, [0, -1], [2, 2])],
    ['with the edge on two axes', [random(2, 3)], (g, [a]) => g.pad(a!, [1, 2], [2, 1], 'edge')],
    ['with the edge, and cut', [random(2, 4)], (g, [a]) => g.pad(a!, [0, -1], [2, 2], 'edge')],
  ],
  reduceSum: [['over two axes', [random(2, 3, 2)], (g, [a]) => g.reduceSum(a!, [0, 2])]],
  reduceMean: [['over two axes', [random(2, 3, 2)], (g, [a]) => g.reduceMean(a!, [1, 2])]],
};

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
});
afterAll(() => engine.close());

// Central differences err by step²/6 · f‴ (at most 3e-5 here, in div) and by the rounding of the result over 2 · step (about 1e-5).
const step = 2 ** -6;
const tolerance = 2e-4;

describe.each(Object.entries(cases))('the gradient of %s', (_, list) => {
  it.each(list)('%s is that of finite differences', async (_says, inputs, build) => {
    const check = await gradientCheck(engine, inputs, build);
    expect(check.shapes).toEqual(inputs.map(({ shape }) => shape));
    const gradients = await check.gradients();
    for (const [index, { shape, data }] of inputs.entries()) {
      const along = async (element: number, by: number): Promise<number> => {
        const moved = data.slice();
        moved[element]! += by;
        return check.loss(inputs.with(index, { shape, data: moved }));
      };
      for (let element = 0; element < data.length; element++) {
        const slope = ((await along(element, step)) - (await along(element, -step))) / (2 * step);
        const error = Math.abs(gradients[index]![element]! - slope);
        expect(error, `input ${index}, element ${element}: ${slope}`).toBeLessThan(tolerance * (1 + Math.abs(slope)));
      }
    }
  });
});
