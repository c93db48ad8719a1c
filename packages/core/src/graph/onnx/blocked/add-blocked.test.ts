import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChannelBlock } from '../../../engine/find-channel-block.js';
import type { Engine, Tensor } from '../../../engine.js';
import { compute } from '../../../testing/compute.js';
import { tensor } from '../../../testing/tensor.js';
import type { Value } from '../../graph.js';
import { GraphBuilder } from '../../graph-builder.js';
import { writeOnnx } from '../write-onnx.js';

type Build = (graph: GraphBuilder, inputs: readonly Value[]) => Value;

const wave = (...shape: number[]): Tensor => {
  const count = shape.reduce((product, size) => product * size, 1);
  return tensor(
    shape,
    Array.from({ length: count }, (_, i) => Math.sin(i * i + count)),
  );
};
const same = { stride: 1, padding: 1 };

const convolution = (image: number[], weight: number[], stride: number, padding: number): [string, Tensor[], Build] => [
  `a convolution of [${image}] with [${weight}], stride ${stride}, padding ${padding}`,
  [wave(...image), wave(...weight)],
  (g, [x, w]) => g.conv(x!, w!, { stride, padding }),
];
const backward = (image: number[], weight: number[], stride: number, padding: number): [string, Tensor[], Build][] => {
  const size = (length: number) => (length + 2 * padding - weight[2]!) / stride + 1;
  const gradient = wave(image[0]!, weight[0]!, size(image[2]!), size(image[3]!));
  const says = `[${image}] and [${weight}], stride ${stride}, padding ${padding}`;
  return [
    [`the image's gradient: ${says}`, [gradient, wave(...weight)], (g, [y, w]) => g.convInputGradient(y!, w!, { stride, padding })],
    [`the weight's gradient: ${says}`, [wave(...image), gradient], (g, [x, y]) => g.convWeightGradient(x!, y!, { stride, padding })],
  ];
};

const cases: readonly (readonly [string, readonly Tensor[], Build])[] = [
  convolution([2, 16, 5, 7], [32, 16, 3, 3], 1, 1),
  convolution([2, 32, 6, 6], [16, 32, 1, 1], 1, 0),
  convolution([2, 16, 4, 6], [32, 16, 2, 2], 2, 0),
  convolution([1, 3, 8, 10], [16, 3, 6, 6], 2, 0),
  convolution([2, 32, 5, 4], [12, 32, 3, 3], 1, 1),
  convolution([2, 24, 5, 4], [24, 24, 3, 3], 1, 0),
  convolution([2, 31, 5, 4], [31, 31, 3, 3], 1, 1),
  convolution([2, 12, 5, 4], [13, 12, 3, 3], 1, 1),
  convolution([2, 12, 5, 4], [3, 12, 3, 3], 1, 1),
  convolution([2, 17, 5, 4], [17, 17, 3, 3], 1, 1),
  ...backward([2, 31, 5, 7], [31, 31, 3, 3], 1, 1),
  ...backward([2, 12, 5, 7], [13, 12, 3, 3], 1, 1),
  ...backward([2, 12, 5, 7], [32, 12, 1, 1], 1, 0),
  ...backward([2, 3, 8, 10], [12, 3, 6, 6], 2, 0),
  ...backward([2, 31, 4, 6], [30, 31, 2, 2], 2, 0),
  ...backward([2, 31, 4, 6], [4, 31, 3, 3], 1, 1),
  ...backward([2, 32, 5, 7], [16, 32, 3, 3], 1, 1),
  ...backward([2, 32, 5, 7], [16, 32, 3, 3], 1, 0),
  ...backward([2, 32, 4, 4], [48, 32, 1, 1], 1, 0),
  ...backward([2, 32, 4, 6], [16, 32, 2, 2], 2, 0),
  ...backward([2, 32, 5, 7], [4, 32, 3, 3], 1, 1),
  // Pictures of a batch one by one, all of them together, in groups, and more than a block of them.
  ...backward([3, 16, 14, 13], [16, 16, 3, 3], 1, 1),
  ...backward([3, 20, 14, 15], [31, 20, 3, 3], 1, 1),
  ...backward([3, 32, 18, 17], [32, 32, 3, 3], 1, 1),
  ...backward([16, 16, 5, 4], [32, 16, 3, 3], 1, 1),
  ...backward([16, 32, 5, 4], [32, 32, 3, 3], 1, 1),
  ...backward([17, 32, 4, 3], [16, 32, 3, 3], 1, 1),
  ...backward([4, 5, 6, 7], [16, 5, 3, 3], 1, 1),
  ...backward([1, 1, 8, 10], [16, 1, 6, 6], 2, 0),
  ...backward([1, 32, 8, 10], [16, 32, 6, 6], 2, 0),
  [
    'a bias, and a ReLU behind it',
    [wave(2, 16, 4, 5), wave(16, 16, 3, 3), wave(16)],
    (g, [x, w, bias]) => g.relu(g.conv(x!, w!, { ...same, bias: bias! })),
  ],
  [
    'a ReLU behind a convolution that something else uses too',
    [wave(2, 16, 4, 5), wave(16, 16, 3, 3)],
    (g, [x, w]) => {
      const features = g.conv(x!, w!, same);
      return g.sub(g.relu(features), features);
    },
  ],
  [
    'values in blocks with plain ones, numbers and ones that are stretched',
    [wave(2, 16, 4, 5), wave(16, 16, 3, 3), wave(1, 16, 1, 1), wave(2, 16, 4, 5)],
    (g, [x, w, column, plain]) => {
      const features = g.conv(x!, w!, same);
      const sum = g.add(g.mul(features, g.scalar(0.5)), plain!);
      return g.mul(g.mul(sum, g.greater(features, g.scalar(0))), column!);
    },
  ],
  [
    'a last block that is not whole, added to and divided',
    [wave(2, 31, 4, 5), wave(31, 31, 3, 3), wave(31, 31, 3, 3)],
    (g, [x, w, second]) => {
      const features = g.conv(x!, w!, same);
      const positive = g.add(g.abs(features), g.scalar(1));
      return g.add(g.conv(g.div(features, positive), second!, same), g.sqrt(positive));
    },
  ],
  [
    'operations on channels between convolutions',
    [wave(2, 16, 4, 4), wave(64, 16, 1, 1), wave(16, 16, 3, 3)],
    (g, [x, grow, w]) => g.conv(g.depthToSpace(g.conv(x!, grow!), 2), w!, same),
  ],
  [
    'pixel shuffle and its gradient between convolutions',
    [wave(2, 16, 6, 4), wave(64, 16, 1, 1), wave(2, 16, 12, 8)],
    (g, [x, grow, y]) => {
      const gradient = g.spaceToDepth(g.mul(g.depthToSpace(g.conv(x!, grow!), 2), y!), 2);
      const back = g.convInputGradient(gradient, grow!, { stride: 1, padding: 0 });
      const weight = g.convWeightGradient(back, gradient, { stride: 1, padding: 0 });
      // As a plain value too.
      return g.mul(g.reduceSum(g.convInputGradient(gradient, weight, { stride: 1, padding: 0 }), [1]), g.reduceSum(gradient, [1]));
    },
  ],
  [
    "the weight's gradient behind a pixel shuffle, of more than a block of pictures",
    [wave(18, 16, 6, 4), wave(64, 16, 1, 1), wave(18, 16, 12, 8)],
    (g, [x, grow, y]) => {
      const gradient = g.spaceToDepth(g.mul(g.depthToSpace(g.conv(x!, grow!), 2), y!), 2);
      return g.convWeightGradient(x!, gradient, { stride: 1, padding: 0 });
    },
  ],
  [
    'a chain of convolutions',
    [wave(1, 16, 6, 6), wave(16, 16, 3, 3), wave(16, 16, 3, 3)],
    (g, [x, first, second]) => g.add(x!, g.conv(g.relu(g.conv(x!, first!, same)), second!, same)),
  ],
];

let engine: Engine;
let found: number | undefined;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 2 });
  found = await findChannelBlock(engine);
});
afterAll(() => engine.close());

describe('a graph for the CPU', () => {
  it.each(cases)('gives the same in blocks of channels and without: %s', async (_, inputs, build) => {
    const expected = await compute(engine, inputs, build);
    const largest = expected.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (const channelBlock of [1, found!]) {
      const { shape, data } = await compute(engine, inputs, build, { channelBlock });
      expect(shape).toEqual(expected.shape);
      const worst = data.reduce((most, value, i) => Math.max(most, Math.abs(value - expected.data[i]!)), 0);
      expect(worst).toBeLessThan(1e-5 * largest);
    }
  });

  it('stays in blocks through a residual block: into them once, out of them once', () => {
    const graph = new GraphBuilder();
    const [x, first, second] = [
      [1, 16, 6, 6],
      [16, 16, 3, 3],
      [16, 16, 3, 3],
    ].map((shape, i) => graph.input(`input_${i}`, shape));
    const inner = graph.conv(graph.relu(graph.conv(x!, first!, same)), second!, same);
    graph.output('result', graph.add(x!, inner));
    const text = new TextDecoder('latin1').decode(writeOnnx(graph.build(), { channelBlock: 16 }));
    const count = (type: string) => text.split(type).length - 1;
    // Two more for the weights.
    expect(count('ReorderInput')).toBe(3);
    expect(count('ReorderOutput')).toBe(1);
    expect(count('Relu')).toBe(1);
    expect(count('com.microsoft.nchwc')).toBeGreaterThan(0);
  });

  it('is for every device unless it is asked for: without operators that are not part of ONNX', () => {
    const graph = new GraphBuilder();
    const [x, y] = [graph.input('x', [1, 16, 6, 6]), graph.input('y', [1, 16, 6, 6])];
    graph.output('result', graph.convWeightGradient(x, y, same));
    expect(new TextDecoder('latin1').decode(writeOnnx(graph.build()))).not.toContain('nchwc');
  });
});
