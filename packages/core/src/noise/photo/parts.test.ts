import { describe, expect, it } from 'vitest';
import { createImage } from '../../image/image.js';
import { createRandom } from '../../random.js';
import { flat, statistics } from '../testing/statistics.js';
import { inverse, whiteKeepingMatrix } from './color-matrix.js';
import { type BayerPhase, bayerColor, demosaic } from './demosaic.js';
import { photonCount } from './photon-count.js';
import { smoothNoise } from './smooth-noise.js';
import { ToneCurve } from './tone-curve.js';

describe('a tone curve', () => {
  it.each([
    [1, 0],
    [2.2, 0],
    [2.6, 0.7],
  ])('of gamma %d and contrast %d is undone, rises, and ends at black and white', (gamma, contrast) => {
    const curve = new ToneCurve({ gamma, contrast });
    expect([curve.encode(-1), curve.encode(0), curve.encode(1), curve.encode(9)]).toEqual([0, 0, 1, 1]);
    let before = -1;
    for (let i = 0; i <= 255; i++) {
      const light = curve.decode(i / 255);
      expect(light).toBeGreaterThan(before);
      before = light;
      expect(Math.abs(curve.encode(light) - i / 255)).toBeLessThan(2e-4);
    }
  });

  it('lifts mid-grey out of less light, the more so the larger gamma is', () => {
    expect(new ToneCurve({ gamma: 1, contrast: 0 }).decode(0.5)).toBeCloseTo(0.5, 3);
    expect(new ToneCurve({ gamma: 2.2, contrast: 0 }).decode(0.5)).toBeCloseTo(0.5 ** 2.2, 1);
  });
});

it('a colour matrix keeps grey, and its inverse undoes it', () => {
  const matrix = whiteKeepingMatrix([-0.5, -0.1, -0.2, -0.3, 0, -0.4]);
  const back = inverse(matrix);
  for (let row = 0; row < 3; row++) {
    expect(matrix.slice(3 * row, 3 * row + 3).reduce((sum, value) => sum + value)).toBeCloseTo(1, 12);
    for (let column = 0; column < 3; column++) {
      const product = [0, 1, 2].reduce((sum, k) => sum + matrix[3 * row + k]! * back[3 * k + column]!, 0);
      expect(product).toBeCloseTo(row === column ? 1 : 0, 12);
    }
  }
});

describe.each(['bilinear', 'gradient'] as const)('demosaicing, %s', (method) => {
  const phases: BayerPhase[] = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 0, y: 1 },
    { x: 1, y: 1 },
  ];

  it.each(phases)('brings back colours that change evenly, wherever red begins: $x, $y', (phase) => {
    const truth = createImage(12, 10, 3);
    const mosaic = createImage(12, 10, 1);
    for (let i = 0; i < 120; i++) {
      const [x, y] = [i % 12, Math.floor(i / 12)];
      for (let channel = 0; channel < 3; channel++) truth.data[channel * 120 + i] = 0.1 * channel + 0.02 * x - 0.01 * y;
      mosaic.data[i] = truth.data[bayerColor(phase, x, y) * 120 + i]!;
    }
    const result = demosaic(mosaic, phase, method);
    for (let i = 0; i < 120; i++) {
      if (i % 12 < 2 || i % 12 > 9 || i < 24 || i >= 96) continue;
      for (let channel = 0; channel < 3; channel++) expect(result.data[channel * 120 + i]).toBeCloseTo(truth.data[channel * 120 + i]!, 5);
    }
  });

  it('makes white noise alike at neighbouring pixels', () => {
    const random = createRandom(1);
    const mosaic = createImage(
      64,
      64,
      1,
      Float32Array.from({ length: 4096 }, () => random.normal()),
    );
    const { data } = demosaic(mosaic, phases[0]!, method);
    let products = 0;
    for (let i = 0; i < 4095; i++) products += data[i]! * data[i + 1]!;
    expect(products / 4096).toBeGreaterThan(0.15);
  });
});

it.each([3, 12, 50, 1e6])('photon counts of mean %d have its mean and variance, and its skewness', (mean) => {
  const random = createRandom(3);
  const counts = Float64Array.from({ length: 100_000 }, () => photonCount(mean, random) - mean);
  const moment = (power: number) => counts.reduce((sum, value) => sum + value ** power, 0) / counts.length;
  expect(Math.abs(moment(1)) / Math.sqrt(mean)).toBeLessThan(0.015);
  expect(Math.abs(moment(2) / mean - 1)).toBeLessThan(0.03);
  expect(Math.abs(moment(3) / mean ** 1.5 - 1 / Math.sqrt(mean))).toBeLessThan(0.06);
});

it('smoothing takes light and colour by themselves, and leaves constants', () => {
  const random = createRandom(2);
  const noise = createImage(
    48,
    48,
    3,
    Float32Array.from({ length: 3 * 2304 }, () => random.normal()),
  );
  const alike = { ...noise, data: noise.data.map((_, i) => noise.data[i % 2304]!) };
  // Noise that all channels share is light alone.
  const untouched = smoothNoise(alike, 0, 2, 0.5);
  for (let i = 0; i < alike.data.length; i++) expect(Math.abs(untouched.data[i]! - alike.data[i]!)).toBeLessThan(1e-5);
  const blurred = smoothNoise(noise, 1, 1, 1);
  // A Gaussian of deviation 1 leaves 1 / (2√π) of white noise.
  expect(statistics(blurred.data).deviation).toBeCloseTo(0.282, 1);
  expect(statistics(smoothNoise(flat(20, 10, 3, 0.3), 0.8, 2, 0.5).data)).toMatchObject({ mean: expect.closeTo(0.3, 5) as number });
});
