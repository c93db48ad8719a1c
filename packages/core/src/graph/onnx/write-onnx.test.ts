import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Tensor } from '../../engine.js';
import { compute } from '../../testing/compute.js';
import { convolve } from '../../testing/convolve.js';
import { convolutionInputGradient, convolutionWeightGradient } from '../../testing/convolve-back.js';
import { tensor } from '../../testing/tensor.js';
import { symbolic } from '../dimension.js';
import type { Value } from '../graph.js';
import { GraphBuilder } from '../graph-builder.js';
import type { Operation } from '../operations.js';
import { writeOnnx } from './write-onnx.js';

interface Case {
  readonly says: string;
  readonly inputs: readonly Tensor[];
  readonly build: (graph: GraphBuilder, inputs: readonly Value[]) => Value;
  readonly result: Tensor;
}

const pair = [tensor([2, 2], [1, -2, 3, 8]), tensor([2], [2, -2])];

const convolution = (image: readonly number[], weight: readonly number[], stride: number, padding: number, withBias = false): Case => {
  const inputs = [tensor(image), tensor(weight), ...(withBias ? [tensor([weight[0]!])] : [])];
  return {
    says: `kernel ${weight[2]}, stride ${stride}, padding ${padding}${withBias ? ', bias' : ''}`,
    inputs,
    build: (graph, [x, w, bias]) => graph.conv(x!, w!, { stride, padding, ...(bias && { bias }) }),
    result: convolve(inputs[0]!, inputs[1]!, stride, padding, inputs[2]),
  };
};

const gradients = (image: readonly number[], weight: readonly number[], stride: number, padding: number) => {
  const [x, w] = [tensor(image), tensor(weight)];
  const y = convolve(x, w, stride, padding);
  const gradient = tensor(y.shape, [...y.data.map((_, i) => (i % 5) - 2)]);
  const says = `kernel ${weight[2]}, stride ${stride}, padding ${padding}`;
  return {
    input: {
      says,
      inputs: [gradient, w],
      build: (graph, [a, b]) => graph.convInputGradient(a!, b!, { stride, padding }),
      result: convolutionInputGradient(gradient, w, image, stride, padding),
    },
    weight: {
      says,
      inputs: [x, gradient],
      build: (graph, [a, b]) => graph.convWeightGradient(a!, b!, { stride, padding }),
      result: convolutionWeightGradient(x, gradient, weight, stride, padding),
    },
  } satisfies Record<string, Case>;
};

const gradientCases = [
  gradients([2, 2, 4, 5], [3, 2, 3, 3], 1, 1),
  gradients([1, 2, 4, 5], [3, 2, 3, 3], 1, 0),
  gradients([1, 2, 2, 3], [2, 2, 1, 1], 1, 1),
  gradients([2, 2, 4, 6], [3, 2, 2, 2], 2, 0),
  gradients([1, 1, 8, 10], [2, 1, 6, 6], 2, 0),
];

const cases: { readonly [O in Operation]: readonly Case[] } = {
  add: [{ says: 'stretches', inputs: pair, build: (g, [a, b]) => g.add(a!, b!), result: tensor([2, 2], [3, -4, 5, 6]) }],
  sub: [{ says: 'keeps the order', inputs: pair, build: (g, [a, b]) => g.sub(a!, b!), result: tensor([2, 2], [-1, 0, 1, 10]) }],
  mul: [{ says: 'multiplies', inputs: pair, build: (g, [a, b]) => g.mul(a!, b!), result: tensor([2, 2], [2, 4, 6, -16]) }],
  div: [{ says: 'keeps the order', inputs: pair, build: (g, [a, b]) => g.div(a!, b!), result: tensor([2, 2], [0.5, 1, 1.5, -4]) }],
  max: [{ says: 'takes the larger', inputs: pair, build: (g, [a, b]) => g.max(a!, b!), result: tensor([2, 2], [2, -2, 3, 8]) }],
  greater: [
    {
      says: 'is 1 or 0, and 0 for equals',
      inputs: [tensor([4], [1, 2, 3, -1]), tensor([], [2])],
      build: (g, [a, b]) => g.greater(a!, b!),
      result: tensor([4], [0, 0, 1, 0]),
    },
  ],
  relu: [{ says: 'cuts', inputs: pair, build: (g, [a]) => g.relu(a!), result: tensor([2, 2], [1, 0, 3, 8]) }],
  abs: [{ says: 'drops the sign', inputs: pair, build: (g, [a]) => g.abs(a!), result: tensor([2, 2], [1, 2, 3, 8]) }],
  sqrt: [
    { says: 'is exact for squares', inputs: [tensor([3], [0, 9, 16])], build: (g, [a]) => g.sqrt(a!), result: tensor([3], [0, 3, 4]) },
  ],
  matMul: [
    {
      says: 'multiplies a batch by one matrix',
      inputs: [tensor([2, 1, 2]), tensor([2, 3])],
      build: (g, [a, b]) => g.matMul(a!, b!),
      result: tensor([2, 1, 3], [9, 12, 15, 19, 26, 33]),
    },
  ],
  conv: [
    convolution([2, 2, 4, 5], [3, 2, 3, 3], 1, 1, true),
    convolution([1, 2, 4, 5], [3, 2, 3, 3], 1, 0),
    convolution([1, 2, 2, 3], [2, 2, 1, 1], 1, 1),
    convolution([2, 2, 4, 6], [3, 2, 2, 2], 2, 0),
    convolution([2, 1, 8, 10], [2, 1, 6, 6], 2, 0, true),
  ],
  convInputGradient: gradientCases.map(({ input }) => input),
  convWeightGradient: gradientCases.map(({ weight }) => weight),
  depthToSpace: [
    {
      says: 'puts the four channels of a colour into its blocks (order CRD)',
      inputs: [tensor([1, 8, 1, 2])],
      build: (g, [a]) => g.depthToSpace(a!, 2),
      result: tensor([1, 2, 2, 4], [1, 3, 2, 4, 5, 7, 6, 8, 9, 11, 10, 12, 13, 15, 14, 16]),
    },
  ],
  upsample: [
    {
      says: 'goes straight from the centre of one pixel to that of the next, and repeats the edge',
      inputs: [tensor([1, 2, 1, 2], [0, 8, 4, -4])],
      build: (g, [a]) => g.upsample(a!, 2),
      result: tensor([1, 2, 2, 4], [0, 2, 6, 8, 0, 2, 6, 8, 4, 2, -2, -4, 4, 2, -2, -4]),
    },
  ],
  spaceToDepth: [
    {
      says: 'takes the pixels of each square as channels, colour by colour',
      inputs: [tensor([1, 2, 2, 4], [1, 3, 2, 4, 5, 7, 6, 8, 9, 11, 10, 12, 13, 15, 14, 16])],
      build: (g, [a]) => g.spaceToDepth(a!, 2),
      result: tensor([1, 8, 1, 2]),
    },
  ],
  reshape: [
    { says: 'keeps the order of elements', inputs: [tensor([2, 3])], build: (g, [a]) => g.reshape(a!, [3, 2]), result: tensor([3, 2]) },
  ],
  expand: [
    {
      says: 'repeats',
      inputs: [tensor([2, 1])],
      build: (g, [a]) => g.expand(a!, [2, 2, 2]),
      result: tensor([2, 2, 2], [1, 1, 2, 2, 1, 1, 2, 2]),
    },
  ],
  transpose: [
    {
      says: 'moves axes',
      inputs: [tensor([1, 2, 3])],
      build: (g, [a]) => g.transpose(a!, [2, 0, 1]),
      result: tensor([3, 1, 2], [1, 4, 2, 5, 3, 6]),
    },
  ],
  slice: [{ says: 'cuts', inputs: [tensor([2, 4])], build: (g, [a]) => g.slice(a!, 1, 1, 3), result: tensor([2, 2], [2, 3, 6, 7]) }],
  reverse: [
    { says: 'turns rows', inputs: [tensor([2, 3])], build: (g, [a]) => g.reverse(a!, 1), result: tensor([2, 3], [3, 2, 1, 6, 5, 4]) },
    { says: 'turns columns', inputs: [tensor([2, 3])], build: (g, [a]) => g.reverse(a!, 0), result: tensor([2, 3], [4, 5, 6, 1, 2, 3]) },
  ],
  concat: [
    {
      says: 'joins in order',
      inputs: [tensor([2, 1]), tensor([2, 2], [6, 7, 8, 9])],
      build: (g, values) => g.concat(values, 1),
      result: tensor([2, 3], [1, 6, 7, 2, 8, 9]),
    },
  ],
  pad: [
    {
      says: 'adds zeros and takes away',
      inputs: [tensor([2, 3])],
      build: (g, [a]) => g.pad(a!, [1, -1], [0, 2]),
      result: tensor([3, 4], [0, 0, 0, 0, 2, 3, 0, 0, 5, 6, 0, 0]),
    },
    {
      says: 'repeats the edge',
      inputs: [tensor([2, 2])],
      build: (g, [a]) => g.pad(a!, [1, 2], [0, 1], 'edge'),
      result: tensor([3, 5], [1, 1, 1, 2, 2, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4]),
    },
    {
      says: 'repeats the edge that is left after taking away',
      inputs: [tensor([1, 3])],
      build: (g, [a]) => g.pad(a!, [0, -1], [0, 2], 'edge'),
      result: tensor([1, 4], [2, 3, 3, 3]),
    },
  ],
  reduceSum: [{ says: 'adds up', inputs: [tensor([2, 3])], build: (g, [a]) => g.reduceSum(a!, [0]), result: tensor([1, 3], [5, 7, 9]) }],
  reduceMean: [{ says: 'averages', inputs: [tensor([2, 3])], build: (g, [a]) => g.reduceMean(a!, [1]), result: tensor([2, 1], [2, 5]) }],
};

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
});
afterAll(() => engine.close());

describe.each(Object.entries(cases))('%s as ONNX Runtime computes it', (_, list) => {
  it.each(list)('$says', async ({ inputs, build, result }) => {
    for (const options of [{}, { channelBlock: 1 }]) {
      const { shape, data } = await compute(engine, inputs, build, options);
      expect(shape).toEqual(result.shape);
      // −0 is 0.
      expect([...data].map((value) => value + 0)).toEqual([...result.data]);
    }
  });
});

describe('a written file', () => {
  it('takes pictures of any size and names its dimensions', async () => {
    const graph = new GraphBuilder();
    const image = graph.input('image', [1, 1, symbolic('height'), symbolic('width')]);
    graph.output('sum', graph.conv(image, graph.weight('ones', [1, 1, 2, 2], new Float32Array(4).fill(1)), { stride: 2 }));
    const session = await engine.load(writeOnnx(graph.build()));
    expect(session.inputs).toEqual([{ name: 'image', shape: [1, 1, 'height', 'width'] }]);
    for (const [shape, sums] of [
      [
        [1, 1, 2, 4],
        [14, 22],
      ],
      [[1, 1, 2, 2], [10]],
    ] as const) {
      expect([...(await session.run({ image: tensor(shape) })).sum!.data]).toEqual(sums);
    }
  });
});
