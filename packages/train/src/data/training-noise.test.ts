import { createImage, createRandom } from '@cleargrain/core';
import { describe, expect, it } from 'vitest';
import { addTrainingNoise, type TrainingNoise } from './training-noise.js';

const gray = (side: number, value = 0.5) => createImage(side, side, 1, new Float32Array(side * side).fill(value));
const isWholeLevel = (value: number): boolean => value === Math.fround(Math.round(value * 255) / 255);

describe('training noise', () => {
  it('mixes its kinds by their shares', () => {
    const mixture: readonly TrainingNoise[] = [
      { kind: 'gaussian', ranges: [[0, 0]] },
      { kind: 'gaussian', ranges: [[5, 10]], share: 3 },
      { kind: 'gaussian', ranges: [[5, 10]], share: 2, clipped: true },
      { kind: 'gaussian', ranges: [[200, 200]], share: 0 },
    ];
    const random = createRandom(3);
    const counts = { untouched: 0, float: 0, clipped: 0 };
    const draws = 3000;
    for (let i = 0; i < draws; i++) {
      const { data } = addTrainingNoise(gray(8), mixture, random);
      expect(Math.max(...data)).toBeLessThan(0.8);
      if (data.every((value) => value === 0.5)) counts.untouched++;
      else if (data.every(isWholeLevel)) counts.clipped++;
      else counts.float++;
    }
    for (const [kind, share] of [
      ['untouched', 1 / 6],
      ['float', 1 / 2],
      ['clipped', 1 / 3],
    ] as const) {
      expect(Math.abs(counts[kind] - share * draws), kind).toBeLessThan(5 * Math.sqrt(draws * share * (1 - share)));
    }
  });

  it('clips to whole grey levels from 0 to 1 where that is asked for, and only there', () => {
    const strong = { kind: 'gaussian', ranges: [[80, 80]] as const };
    const clipped = addTrainingNoise(gray(64), [{ ...strong, clipped: true }], createRandom(1)).data;
    expect(clipped.every(isWholeLevel)).toBe(true);
    expect([Math.min(...clipped), Math.max(...clipped)]).toEqual([0, 1]);
    const float = addTrainingNoise(gray(64), [strong], createRandom(1)).data;
    expect(Math.min(...float)).toBeLessThan(0);
    expect(Math.max(...float)).toBeGreaterThan(1);
  });

  it('draws sigma evenly from its range', () => {
    const random = createRandom(5);
    const bins = [0, 0, 0, 0, 0];
    const draws = 600;
    for (let i = 0; i < draws; i++) {
      const { data } = addTrainingNoise(gray(32), [{ kind: 'gaussian', ranges: [[0, 55]] }], random);
      const deviation = 255 * Math.sqrt(data.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / data.length);
      bins[Math.min(4, Math.floor(deviation / 11))]!++;
    }
    for (const count of bins) expect(Math.abs(count - draws / 5)).toBeLessThan(5 * Math.sqrt(draws * 0.2 * 0.8));
  });

  it('takes kinds of several numbers, and whole ones for JPEG', () => {
    const camera: TrainingNoise = {
      kind: 'camera',
      ranges: [
        [0, 0],
        [0.01, 0.01],
      ],
    };
    const { data } = addTrainingNoise(gray(64), [camera], createRandom(1));
    const variance = data.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / data.length;
    expect(Math.abs(variance / 0.01 - 1)).toBeLessThan(5 * Math.sqrt(2 / data.length));
    const random = createRandom(2);
    for (let i = 0; i < 20; i++) {
      expect(addTrainingNoise(gray(16), [{ kind: 'jpeg', ranges: [[10.2, 99.9]] }], random).data.every(Number.isFinite)).toBe(true);
    }
  });
});
