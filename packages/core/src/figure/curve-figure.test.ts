import { expect, test } from 'vitest';
import { curveFigure } from './curve-figure.js';
import { plainTypeface } from './plain-typeface.js';

const options = { typeface: plainTypeface, xLabel: 'σ', yLabel: 'PSNR (dB)' };
const points = [
  { x: 10, y: 34 },
  { x: 20, y: 31 },
  { x: 40, y: 28 },
];
const count = (svg: string, part: string) => svg.split(part).length - 1;

test('a higher value stands higher, a larger x further right', () => {
  const places = [...curveFigure([{ name: 'a', points }], options).matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map((match) => [
    Number(match[1]),
    Number(match[2]),
  ]);
  expect(places).toHaveLength(3);
  expect(places[1]![0]! - places[0]![0]!).toBeCloseTo((places[2]![0]! - places[1]![0]!) / 2, 1);
  expect(places[0]![1]!).toBeLessThan(places[1]![1]!);
});

test('a logarithmic x axis makes doublings equally long', () => {
  const places = [...curveFigure([{ name: 'a', points }], { ...options, xScale: 'log' }).matchAll(/<circle cx="([\d.]+)"/g)].map((match) =>
    Number(match[1]),
  );
  expect(places[1]! - places[0]!).toBeCloseTo(places[2]! - places[1]!, 1);
});

test('a point without a finite value leaves a gap in the line', () => {
  const gap = [points[0]!, { x: 15, y: Number.NaN }, points[1]!, points[2]!];
  const path = /<path d="(M[^"]+)" fill="none" stroke="#0068a8"/.exec(curveFigure([{ name: 'a', points: gap }], options))?.[1];
  expect(path).toMatch(/^M[\d.]+ [\d.]+M[\d.]+ [\d.]+L[\d.]+ [\d.]+$/);
});

test('says what it is: its title, or what its axes show', () => {
  expect(curveFigure([{ name: 'a', points }], options)).toContain('<title>PSNR (dB) against σ</title>');
  expect(curveFigure([{ name: 'a', points }], { ...options, title: 'BSD68 & Set12' })).toContain('<title>BSD68 &amp; Set12</title>');
});

test('only several series have a legend; scatter series have no line', () => {
  expect(curveFigure([{ name: 'alone', points }], options)).not.toContain('alone');
  const two = curveFigure(
    [
      { name: 'ours', points },
      { name: 'peers', points: points.map((point) => ({ ...point, label: `L${point.x}` })), line: false },
    ],
    options,
  );
  expect(two).toContain('ours');
  expect(two).toContain('peers');
  expect(two).toContain('L40');
  expect(count(two, 'fill="none" stroke="#d0500a"')).toBe(0);
});

test('long curves have no markers unless asked for', () => {
  const many = Array.from({ length: 500 }, (_, x) => ({ x, y: Math.exp(-x / 100) }));
  expect(count(curveFigure([{ name: 'loss', points: many }], options), '<circle')).toBe(0);
  expect(count(curveFigure([{ name: 'loss', points: many, markers: true }], options), '<circle')).toBe(500);
});

test('nothing to show and impossible sizes are refused', () => {
  expect(() => curveFigure([{ name: 'a', points: [{ x: 0, y: 1 }] }], { ...options, xScale: 'log' })).toThrow(RangeError);
  expect(() => curveFigure([{ name: 'a', points }], { ...options, width: 10 })).toThrow(
    'expected an integer from 200 to 10000 for width, received 10',
  );
});

test('where two series meet the first is seen, and of the second what is left of its square', () => {
  const [point] = points;
  const series = ['a', 'b'].map((name) => ({ name, points: [point!], line: false }));
  const marks = [...curveFigure(series, options).matchAll(/<(circle|polygon)([^>]*)>/g)].slice(-2);
  expect(marks.map(([, shape]) => shape)).toEqual(['polygon', 'circle']);
  const [square, circle] = marks.map(([, , attributes]) => attributes!);
  const [x, y, radius] = ['cx', 'cy', 'r'].map((name) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(circle!)![1]));
  const corners = /points="([^"]+)"/
    .exec(square!)![1]!
    .split(' ')
    .map((corner) => corner.split(',').map(Number));
  // The circle's white edge is half a pixel.
  for (const [u, v] of corners) expect(Math.hypot(u! - x!, v! - y!)).toBeGreaterThan(radius! + 0.5);
});
