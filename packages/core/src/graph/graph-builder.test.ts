import { describe, expect, it } from 'vitest';
import { symbolic } from './dimension.js';
import { GraphBuilder } from './graph-builder.js';
import { writeOnnx } from './onnx/write-onnx.js';

describe('a graph builder', () => {
  it('refuses constants and weights with too few or too many numbers', () => {
    const graph = new GraphBuilder();
    expect(() => graph.constant([2, 3], new Float32Array(5))).toThrow('expected 6 elements, received 5');
    expect(() => graph.weight('w', [2], new Float32Array(3))).toThrow('expected 2 elements, received 3');
  });

  it('adds no node for padding by nothing or joining one value', () => {
    const graph = new GraphBuilder();
    const input = graph.input('x', [2, 3]);
    expect(graph.pad(input, [0, 0], [0, 0], 'edge')).toBe(input);
    expect(graph.concat([input], 1)).toBe(input);
    expect(graph.nodes).toEqual([]);
  });

  it('keeps one constant for a number that is used twice', () => {
    const graph = new GraphBuilder();
    expect(graph.scalar(2)).toBe(graph.scalar(2));
    expect(graph.scalar(3)).not.toBe(graph.scalar(2));
    expect(graph.build().constants.map(({ data }) => [...data])).toEqual([[2], [3]]);
  });

  it('refuses to unshuffle sizes that do not divide, or that are not known', () => {
    const graph = new GraphBuilder();
    expect(() => graph.spaceToDepth(graph.input('x', [1, 1, 5, 4]), 2)).toThrow('multiples of 2, received [1, 1, 5, 4]');
    expect(() => graph.spaceToDepth(graph.input('y', [1, 1, symbolic('height'), 4]), 2)).toThrow('[1, 1, height, 4]');
  });

  it('does not write a graph whose output is an input, a weight, or another output', () => {
    for (const make of [
      (graph: GraphBuilder) => graph.input('x', [1]),
      (graph: GraphBuilder) => graph.weight('x', [1], Float32Array.of(1)),
      (graph: GraphBuilder) => {
        const value = graph.relu(graph.input('in', [1]));
        graph.output('x', value);
        return value;
      },
    ]) {
      const graph = new GraphBuilder();
      graph.output('result', make(graph));
      expect(() => writeOnnx(graph.build())).toThrow('expected a computed value for output result, received x');
    }
  });
});
