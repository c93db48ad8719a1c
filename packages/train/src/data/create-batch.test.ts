import { describe, expect, it } from 'vitest';
import { type BatchOptions, createBatch, createBatchSamples } from './create-batch.js';
import type { FileShare } from './file-share.js';
import type { Photograph } from './photograph.js';

/** A photograph of which every sample is different: its place in the file. */
function numbered(width: number, height: number, channels: 1 | 3): Photograph {
  return { name: 'numbered', width, height, channels, samples: Uint8Array.from({ length: width * height * channels }, (_, i) => i) };
}

const noiseless = [{ kind: 'gaussian', ranges: [[0, 0]] as const }];
const options = { batch: 1, crop: 4, channels: 1, noise: noiseless, seed: 1, step: 0 } as const satisfies BatchOptions;

describe.each([
  [1, numbered(17, 15, 1)],
  [3, numbered(10, 8, 3)],
] as const)('crops of a photograph of %d channels', (channels, photograph) => {
  const { width, height } = photograph;
  const crop = 4;
  const crops = Array.from({ length: 400 }, (_, step) => createBatch([photograph], { ...options, channels, step }).clean);
  /** Channel, row and column in the photograph of a sample of a crop. */
  const placeOf = (data: Float32Array, channel: number, y: number, x: number) => {
    const index = Math.round(data[(channel * crop + y) * crop + x]! * 255);
    const pixel = Math.floor(index / channels);
    return { channel: index % channels, x: pixel % width, y: Math.floor(pixel / width) };
  };

  it('are whole squares of it, turned or mirrored, its colours in their places', () => {
    for (const { data } of crops) {
      const corner = placeOf(data, 0, 0, 0);
      const [right, down] = [placeOf(data, 0, 0, 1), placeOf(data, 0, 1, 0)];
      const [rightX, rightY, downX, downY] = [right.x - corner.x, right.y - corner.y, down.x - corner.x, down.y - corner.y];
      expect(Math.abs(rightX * downY - rightY * downX)).toBe(1);
      expect(Math.abs(rightX) + Math.abs(rightY)).toBe(1);
      for (let channel = 0; channel < channels; channel++) {
        for (let y = 0; y < crop; y++) {
          for (let x = 0; x < crop; x++) {
            const place = { channel, x: corner.x + x * rightX + y * downX, y: corner.y + x * rightY + y * downY };
            expect(placeOf(data, channel, y, x)).toEqual(place);
          }
        }
      }
    }
  });

  it('come in all eight orientations alike', () => {
    const counts = new Map<string, number>();
    for (const { data } of crops) {
      const [corner, right, down] = [placeOf(data, 0, 0, 0), placeOf(data, 0, 0, 1), placeOf(data, 0, 1, 0)];
      const orientation = [right.x - corner.x, right.y - corner.y, down.x - corner.x, down.y - corner.y].join();
      counts.set(orientation, (counts.get(orientation) ?? 0) + 1);
    }
    expect(counts.size).toBe(8);
    // 400 / 8 = 50, less five standard deviations of a binomial count.
    expect(Math.min(...counts.values())).toBeGreaterThan(50 - 5 * Math.sqrt(50));
  });

  it('reach every corner of the photograph and nothing outside', () => {
    const seen = crops.flatMap(({ data }) => [...data.subarray(0, crop * crop)].map((value) => Math.round(value * 255)));
    const last = (height * width - 1) * channels;
    for (const corner of [0, (width - 1) * channels, (height - 1) * width * channels, last]) expect(seen).toContain(corner);
    expect(Math.max(...seen)).toBe(last);
  });
});

describe('a crop of a scaled photograph', () => {
  const slope = 4;
  const ramp = (width: number): Photograph => {
    return {
      name: 'ramp',
      width,
      height: width,
      channels: 1,
      samples: Uint8Array.from({ length: width * width }, (_, i) => slope * (i % width)),
    };
  };
  /** How many pixels of the ramp lie between two neighbours in the middle of a crop of 8, where no edge is near. */
  const stepsOf = (photograph: Photograph, scales: readonly number[], count: number) =>
    Array.from({ length: count }, (_, step) => {
      const { data } = createBatch([photograph], { ...options, crop: 8, scales, step }).clean;
      const differences = [data[28]! - data[27]!, data[35]! - data[27]!].map(Math.abs);
      return (Math.max(...differences) * 255) / slope;
    });

  it('shows as much more of it as the scale is small', () => {
    for (const step of stepsOf(ramp(40), [0.5], 20)) expect(step).toBeCloseTo(2, 4);
    for (const step of stepsOf(ramp(40), [0.25], 20)) expect(step).toBeCloseTo(4, 4);
  });

  it('comes at each of the scales alike', () => {
    const steps = stepsOf(ramp(40), [1, 0.5], 400).map((step) => Math.round(step));
    expect(new Set(steps)).toEqual(new Set([1, 2]));
    // A half, within five standard deviations of a binomial count.
    expect(Math.abs(steps.filter((step) => step === 1).length - 200)).toBeLessThan(5 * Math.sqrt(400 / 4));
  });

  it('is the whole of a photograph that is too small for the scale', () => {
    for (const step of stepsOf(ramp(12), [0.5], 20)) expect(step).toBeCloseTo(12 / 8, 1);
  });

  it('stays within the range of a file where sharp edges overshoot', () => {
    const edges: Photograph = { ...ramp(40), samples: Uint8Array.from({ length: 1600 }, (_, i) => ((i % 40) % 16 < 8 ? 0 : 255)) };
    for (let step = 0; step < 20; step++) {
      const { data } = createBatch([edges], { ...options, crop: 8, scales: [0.5], step }).clean;
      expect([Math.min(...data), Math.max(...data)]).toEqual([0, 1]);
    }
  });

  it('is what it was before there were scales where there is only the first', () => {
    expect(createBatch([ramp(40)], { ...options, scales: [1] })).toEqual(createBatch([ramp(40)], options));
  });
});

describe('a crop that was a JPEG file once', () => {
  const photograph = numbered(40, 40, 3);
  const cropOf = (step: number, jpeg?: FileShare) =>
    createBatch([photograph], { ...options, crop: 16, channels: 3, ...(jpeg && { jpeg }), step });
  const file = (share: number, lowest: number, highest: number): FileShare => ({ share, quality: [lowest, highest] });
  const distance = (one: Float32Array, other: Float32Array) =>
    one.reduce((sum, value, i) => sum + Math.abs(value - other[i]!), 0) / one.length;

  it('is the clean one: noise comes after the file', () => {
    const { clean, noisy } = cropOf(0, file(1, 5, 5));
    expect(noisy).toEqual(clean);
    const whole = cropOf(0).clean;
    expect(distance(clean.data, whole.data)).toBeGreaterThan(0.02);
  });

  it('is the same square of the photograph, the farther from it the lower the quality', () => {
    for (let step = 0; step < 10; step++) {
      const whole = cropOf(step).clean.data;
      const distances = [5, 50, 95].map((quality) => distance(cropOf(step, file(1, quality, quality)).clean.data, whole));
      expect(distances).toEqual(distances.toSorted((a, b) => b - a));
      // The photograph has a sharp edge in each row, so that half resolution in colour costs much at any quality.
      expect(distances[2]).toBeLessThan(distances[0]! / 2);
    }
  });

  it('comes as often as its share says', () => {
    const steps = Array.from({ length: 200 }, (_, step) => step);
    const changed = (share: number) =>
      steps.filter((step) => distance(cropOf(step, file(share, 5, 5)).clean.data, cropOf(step).clean.data) > 0).length;
    expect([changed(0), changed(1)]).toEqual([0, 200]);
    // Within five standard deviations of a binomial count.
    expect(Math.abs(changed(0.3) - 60)).toBeLessThan(5 * Math.sqrt(200 * 0.3 * 0.7));
  });
});

describe('a batch', () => {
  const noise = [{ kind: 'gaussian', ranges: [[5, 55]] as const }];
  const photographs = [numbered(17, 15, 1), { ...numbered(8, 8, 1), name: 'other' }];

  it('depends on the seed and the step alone', () => {
    const make = (seed: number, step: number) => createBatch(photographs, { ...options, batch: 3, noise, seed, step });
    const first = make(4, 7);
    make(1, 1);
    expect(make(4, 7)).toEqual(first);
    expect(make(4, 8).clean).not.toEqual(first.clean);
    expect(make(5, 7).clean).not.toEqual(first.clean);
  });

  it('has the same sample in a place, however large it is, and whether it is drawn with others or alone', () => {
    const small = createBatch(photographs, { ...options, batch: 3, noise });
    const large = createBatch(photographs, { ...options, batch: 5, noise });
    expect(large.noisy.data.subarray(0, 48)).toEqual(small.noisy.data);
    const third = createBatchSamples(photographs, { ...options, batch: 5, noise }, 2, 3);
    expect(third.noisy).toEqual(small.noisy.data.slice(32, 48));
    expect(third.clean).toEqual(small.clean.data.slice(32, 48));
  });

  it('has the shape of its options, and samples and noise of their own', () => {
    const { noisy, clean } = createBatch(photographs, { ...options, batch: 3, crop: 8, noise });
    expect(noisy.shape).toEqual([3, 1, 8, 8]);
    expect(clean.shape).toEqual([3, 1, 8, 8]);
    const differences = noisy.data.map((value, i) => value - clean.data[i]!);
    for (const sample of [0, 1, 2]) expect(differences.slice(sample * 64, sample * 64 + 64).some((value) => value !== 0)).toBe(true);
    expect(differences.slice(0, 64)).not.toEqual(differences.slice(64, 128));
  });

  it('draws photographs in proportion to their area', () => {
    const plain = (name: string, side: number, value: number): Photograph => {
      return { name, width: side, height: side, channels: 1, samples: new Uint8Array(side * side).fill(value) };
    };
    const { clean } = createBatch([plain('small', 10, 0), plain('large', 20, 255)], { ...options, batch: 4000, crop: 1 });
    const share = clean.data.reduce((sum, value) => sum + value, 0) / 4000;
    expect(Math.abs(share - 0.8)).toBeLessThan(5 * Math.sqrt((0.8 * 0.2) / 4000));
  });
});
