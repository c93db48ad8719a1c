import { describe, expect, it } from 'vitest';
import { fromFloat16, toFloat16 } from './float16.js';

const half = (value: number): number => toFloat16(Float32Array.of(value))[0]!;
const back = (value: number): number => fromFloat16(Uint16Array.of(half(value)))[0]!;

describe('half precision', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [Infinity, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [1023 * 2 ** -24, 0x03ff],
  ])('holds %d as its bits', (value, bits) => {
    expect(half(value)).toBe(bits);
    expect(back(value)).toBe(value);
  });

  it.each([
    ['to even below', 1 + 2 ** -11, 1],
    ['to even above', 1 + 3 * 2 ** -11, 1 + 2 ** -9],
    ['up beyond a tie', 1 + 2 ** -11 + 2 ** -20, 1 + 2 ** -10],
    ['down before a tie', 1 + 2 ** -11 - 2 ** -20, 1],
    ['into the next power of two', 2 - 2 ** -12, 2],
    ['a subnormal tie to even', 2.5 * 2 ** -24, 2 ** -23],
    ['half of the smallest number to zero', 2 ** -25, 0],
    ['more than half of it up', 2 ** -25 * 1.01, 2 ** -24],
    ['the largest subnormal to the smallest normal', 1023.5 * 2 ** -24, 2 ** -14],
    ['just below the limit to the largest number', 65519, 65504],
    ['from the limit to infinity', 65520, Infinity],
    ['large negative numbers to minus infinity', -1e20, -Infinity],
    ['tiny numbers to zero', 1e-30, 0],
  ])('rounds %s', (_, value, rounded) => {
    expect(back(value)).toBe(rounded);
  });

  it('keeps what is not a number', () => {
    expect(back(Number.NaN)).toBeNaN();
  });

  it('gives every one of its numbers back unchanged', () => {
    const all = Uint16Array.from({ length: 65536 }, (_, bits) => bits).filter((bits) => (bits & 0x7c00) !== 0x7c00 || (bits & 0x3ff) === 0);
    expect(toFloat16(fromFloat16(all))).toEqual(all);
  });

  it('errs by at most 2⁻¹¹ of a number in its range', () => {
    for (let value = 2 ** -14; value < 65504; value *= 1.0137) {
      const exact = Math.fround(value);
      expect(Math.abs(back(exact) - exact)).toBeLessThanOrEqual(exact * 2 ** -11);
    }
  });
});
