import { describe, expect, it } from 'vitest';
import { type Shape, showShape } from './dimension.js';
import { type Operation, type OperationAttributes, shapeRules } from './operations.js';

interface Rule<Attributes> {
  /** Input shapes, attributes, output shape. */
  readonly fits: readonly (readonly [string, Attributes, string])[];
  /** Input shapes, attributes, what the error must name. */
  readonly fails: readonly (readonly [string, Attributes, ...string[]])[];
}

/** The shapes that `showShape` shows, apart from offsets. */
function shapesOf(text: string): Shape[] {
  const sizeOf = (size: string) => {
    const [symbol = '', scale = '1'] = size.split('·');
    return Number.isNaN(Number(symbol)) ? { symbol, scale: Number(scale), offset: 0 } : Number(symbol);
  };
  return [...text.matchAll(/\[(.*?)\]/g)].map(([, sizes = '']) => (sizes === '' ? [] : sizes.split(', ').map(sizeOf)));
}

const elementwise: Rule<OperationAttributes['add']> = {
  fits: [
    ['[2, 3] and [2, 3]', {}, '[2, 3]'],
    ['[4, 1, 3] and [2, 1]', {}, '[4, 2, 3]'],
    ['[] and [5]', {}, '[5]'],
    ['[1, 3, height] and [height]', {}, '[1, 3, height]'],
    ['[1, 3, height] and [3, 1]', {}, '[1, 3, height]'],
  ],
  fails: [
    ['[2, 3] and [2]', {}, '[2, 3]', '[2]'],
    ['[height] and [width]', {}, '[height]', '[width]'],
    ['[height] and [height·0.5]', {}, '[height]', '[height·0.5]'],
  ],
};
const unary: Rule<OperationAttributes['relu']> = {
  fits: [['[2, height]', {}, '[2, height]']],
  fails: [],
};
const reduction: Rule<OperationAttributes['reduceSum']> = {
  fits: [
    ['[2, 3, 4]', { axes: [0, 2] }, '[1, 3, 1]'],
    ['[2, height]', { axes: [1] }, '[2, 1]'],
  ],
  fails: [
    ['[2, 3]', { axes: [2] }, '[2, 3]', '2'],
    ['[2, 3]', { axes: [] }, '[2, 3]', 'none'],
  ],
};

const rules: { readonly [O in Operation]: Rule<OperationAttributes[O]> } = {
  add: elementwise,
  sub: elementwise,
  mul: elementwise,
  div: elementwise,
  max: elementwise,
  greater: elementwise,
  relu: unary,
  abs: unary,
  sqrt: unary,
  matMul: {
    fits: [
      ['[2, 3] and [3, 4]', {}, '[2, 4]'],
      ['[5, 1, 2, 3] and [6, 3, 4]', {}, '[5, 6, 2, 4]'],
    ],
    fails: [
      ['[2, 3] and [2, 3]', {}, '[2, 3] and [2, 3]'],
      ['[2, 2, 3] and [3, 3, 4]', {}, '[2, 2, 3] and [3, 3, 4]'],
      ['[3] and [3, 4]', {}, '[3] and [3, 4]'],
    ],
  },
  conv: {
    fits: [
      ['[2, 3, 8, 9] and [5, 3, 3, 3]', { stride: 1, padding: 1 }, '[2, 5, 8, 9]'],
      ['[2, 3, 8, 9] and [5, 3, 3, 3] and [5]', { stride: 1, padding: 0 }, '[2, 5, 6, 7]'],
      ['[2, 3, 8, 12] and [5, 3, 6, 6]', { stride: 2, padding: 0 }, '[2, 5, 2, 4]'],
      ['[1, 3, height, width] and [5, 3, 3, 3]', { stride: 1, padding: 1 }, '[1, 5, height, width]'],
      ['[1, 3, height, width] and [5, 3, 6, 6]', { stride: 2, padding: 0 }, '[1, 5, height·0.5-2, width·0.5-2]'],
    ],
    fails: [
      ['[2, 3, 8, 9] and [5, 4, 3, 3]', { stride: 1, padding: 1 }, '[2, 3, 8, 9]', '[5, 4, 3, 3]'],
      ['[2, 3, 8, 9] and [5, 3, 3, 1]', { stride: 1, padding: 1 }, '[2, 3, 8, 9]', '[5, 3, 3, 1]'],
      ['[3, 8, 9] and [5, 3, 3, 3]', { stride: 1, padding: 1 }, '[3, 8, 9]', '[5, 3, 3, 3]'],
      ['[1, 3, 8, 9] and [5, 3, 3, 3] and [4]', { stride: 1, padding: 1 }, '[5]', '[4]'],
      ['[1, 3, 8, 8] and [5, 3, 3, 3]', { stride: 2, padding: 0 }, 'stride 2', '3'],
      ['[1, 3, 8, 8] and [5, 3, 2, 2]', { stride: 2, padding: 1 }, 'stride 2', '1'],
      ['[1, 3, 7, 8] and [5, 3, 2, 2]', { stride: 2, padding: 0 }, '[1, 3, 7, 8]', '[5, 3, 2, 2]'],
      ['[1, 3, 2, 8] and [5, 3, 3, 3]', { stride: 1, padding: 0 }, '[1, 3, 2, 8]', '[5, 3, 3, 3]'],
    ],
  },
  convInputGradient: {
    fits: [
      ['[2, 5, 8, 9] and [5, 3, 3, 3]', { stride: 1, padding: 1 }, '[2, 3, 8, 9]'],
      ['[2, 5, 2, 4] and [5, 3, 6, 6]', { stride: 2, padding: 0 }, '[2, 3, 8, 12]'],
    ],
    fails: [
      ['[2, 4, 8, 9] and [5, 3, 3, 3]', { stride: 1, padding: 1 }, '[2, 4, 8, 9]', '[5, 3, 3, 3]'],
      ['[1, 5, 1, 1] and [5, 3, 1, 1]', { stride: 1, padding: 1 }, '[1, 5, 1, 1]', '[5, 3, 1, 1]'],
    ],
  },
  convWeightGradient: {
    fits: [
      ['[2, 3, 8, 9] and [2, 5, 8, 9]', { stride: 1, padding: 1 }, '[5, 3, 3, 3]'],
      ['[2, 3, 8, 12] and [2, 5, 2, 4]', { stride: 2, padding: 0 }, '[5, 3, 6, 6]'],
    ],
    fails: [
      ['[2, 3, 8, 9] and [1, 5, 8, 9]', { stride: 1, padding: 1 }, '[2, 3, 8, 9]', '[1, 5, 8, 9]'],
      ['[2, 3, 8, 9] and [2, 5, 8, 8]', { stride: 1, padding: 1 }, '[2, 3, 8, 9]', '[2, 5, 8, 8]'],
      ['[2, 3, 4, 4] and [2, 5, 7, 7]', { stride: 1, padding: 1 }, '[2, 3, 4, 4]', '[2, 5, 7, 7]'],
    ],
  },
  depthToSpace: {
    fits: [
      ['[2, 12, 3, 4]', { block: 2 }, '[2, 3, 6, 8]'],
      ['[2, 12, height·0.5, width·0.5]', { block: 2 }, '[2, 3, height, width]'],
    ],
    fails: [
      ['[2, 6, 3, 4]', { block: 2 }, '[2, 6, 3, 4]'],
      ['[6, 3, 4]', { block: 2 }, '[6, 3, 4]'],
    ],
  },
  upsample: {
    fits: [
      ['[2, 12, 3, 4]', { factor: 2 }, '[2, 12, 6, 8]'],
      ['[2, 12, height·0.5, width·0.5]', { factor: 8 }, '[2, 12, height·4, width·4]'],
    ],
    fails: [
      ['[6, 3, 4]', { factor: 2 }, '[6, 3, 4]'],
      ['[1, 6, 3, 4]', { factor: 3 }, '3'],
    ],
  },
  spaceToDepth: {
    fits: [['[2, 3, 6, 8]', { block: 2 }, '[2, 12, 3, 4]']],
    fails: [
      ['[1, 1, 5, 4]', { block: 2 }, 'multiples of 2', '[1, 1, 5, 4]'],
      ['[1, 1, height, 4]', { block: 2 }, '[1, 1, height, 4]'],
    ],
  },
  reshape: {
    fits: [['[2, 6]', { shape: [3, 4] }, '[3, 4]']],
    fails: [
      ['[2, 6]', { shape: [3, 5] }, '[2, 6]', '[3, 5]'],
      ['[2, 6]', { shape: [-3, -4] }, '[2, 6]', '[-3, -4]'],
      ['[height, 6]', { shape: [3, 5] }, '[height, 6]'],
    ],
  },
  expand: {
    fits: [['[3, 1]', { shape: [2, 3, 4] }, '[2, 3, 4]']],
    fails: [['[3, 2]', { shape: [3, 4] }, '[3, 2]', '[3, 4]']],
  },
  transpose: {
    fits: [['[2, 3, height]', { permutation: [2, 0, 1] }, '[height, 2, 3]']],
    fails: [
      ['[2, 3, 4]', { permutation: [1, 0] }, '[2, 3, 4]', '[1, 0]'],
      ['[2, 3]', { permutation: [0, 0] }, '[2, 3]', '[0, 0]'],
    ],
  },
  slice: {
    fits: [['[5, height]', { axis: 0, start: 1, end: 4 }, '[3, height]']],
    fails: [
      ['[5, 2]', { axis: 0, start: 1, end: 6 }, '[5, 2]', '1 to 6'],
      ['[5, 2]', { axis: 0, start: -1, end: 3 }, '[5, 2]', '-1 to 3'],
      ['[5, 2]', { axis: 0, start: 3, end: 3 }, '[5, 2]', '3 to 3'],
      ['[5, 2]', { axis: 2, start: 0, end: 1 }, '[5, 2]', '2'],
    ],
  },
  reverse: {
    fits: [['[5, height]', { axis: 1 }, '[5, height]']],
    fails: [['[5, 2]', { axis: 2 }, '[5, 2]', '2']],
  },
  concat: {
    fits: [['[2, 3, height] and [2, 4, height]', { axis: 1 }, '[2, 7, height]']],
    fails: [
      ['[2, 3] and [3, 3]', { axis: 1 }, '[2, 3] and [3, 3]'],
      ['[2, 3] and [2]', { axis: 0 }, '[2, 3] and [2]'],
      ['[2, 3] and [2, 3]', { axis: 2 }, '[2, 3]', '2'],
      ['[2, height] and [2, height]', { axis: 1 }, '[height]'],
    ],
  },
  pad: {
    fits: [
      ['[2, 5]', { before: [0, 1], after: [3, -2], mode: 'zero' }, '[5, 4]'],
      ['[2, height]', { before: [0, 2], after: [0, 2], mode: 'edge' }, '[2, height+4]'],
    ],
    fails: [
      ['[2, 5]', { before: [1], after: [0, 0], mode: 'zero' }, '[2, 5]', '[1]'],
      ['[2, 5]', { before: [-1, 0], after: [-1, 0], mode: 'zero' }, '[2, 5]', '[0, 5]'],
    ],
  },
  reduceSum: reduction,
  reduceMean: reduction,
};

type AnyRule = (inputs: readonly Shape[], attributes: object) => Shape;
const apply = (operation: Operation): AnyRule => shapeRules[operation] as AnyRule;

describe.each(Object.entries(rules) as [Operation, Rule<object>][])('the shape of %s', (operation, { fits, fails }) => {
  it.each(fits)('from %s with %j is %s', (inputs, attributes, shape) => {
    expect(showShape(apply(operation)(shapesOf(inputs), attributes))).toBe(shape);
  });
  const failures = fails.map(([inputs, attributes, ...named]) => [inputs, attributes, named] as const);
  it.each(failures)('is an error that names the shapes, from %s with %j', (inputs, attributes, named) => {
    const attempt = () => apply(operation)(shapesOf(inputs), attributes);
    expect(attempt).toThrow(RangeError);
    for (const text of named) expect(attempt).toThrow(text);
  });
});
