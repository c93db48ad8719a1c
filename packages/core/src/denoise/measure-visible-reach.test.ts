import { expect, it } from 'vitest';
import type { Session } from '../engine.js';
import type { Model } from '../model/model.js';
import { randomImage } from '../testing/random-image.js';
import { measureVisibleReach } from './measure-visible-reach.js';

/** A network whose output is the input plus, for each given distance, a part of the pixel that far to the left, or to the right where it is negative. */
function looking(weights: Readonly<Record<number, number>>, reach: number, alignment = 1) {
  const model: Model = { name: 'far', bytes: new Uint8Array(), channels: 1, input: 'x', output: 'y', alignment, reach };
  const session: Session = {
    inputs: [{ name: 'x', shape: [1, 1, 'h', 'w'] }],
    outputs: [{ name: 'y', shape: [1, 1, 'h', 'w'] }],
    run: async ({ x }) => {
      const width = x!.shape[3]!;
      const data = x!.data.map((value, i) =>
        Object.entries(weights).reduce((sum, [distance, weight]) => {
          const column = (i % width) - Number(distance);
          return sum + (column >= 0 && column < width ? weight * x!.data[i - Number(distance)]! : 0);
        }, value),
      );
      return { y: { shape: x!.shape, data } };
    },
    read: () => Promise.reject(new Error('nothing is carried')),
    write: () => Promise.reject(new Error('nothing is carried')),
    close: () => Promise.resolve(),
  };
  return [model, session] as const;
}

const pictures = [randomImage(200, 90), randomImage(170, 130)];

it('is as far as what shows, not as what is merely reached', async () => {
  // A twentieth of a grey level is 0.0002.
  expect(await measureVisibleReach(pictures, ...looking({ 7: 0.01, 20: 0.00005 }, 20))).toBe(7);
  expect(await measureVisibleReach(pictures, ...looking({ 7: 0.01, 20: 0.002 }, 20))).toBe(20);
});

it('is the whole reach where pictures are too small for tiles that would show a smaller one to be enough', async () => {
  const small = [randomImage(60, 64), randomImage(40, 50)];
  expect(await measureVisibleReach(small, ...looking({ 7: 0.01 }, 20))).toBe(20);
  // Tiles of 64 and two halos of at most 12.
  const middle = [randomImage(89, 20)];
  expect(await measureVisibleReach(middle, ...looking({ '-7': 0.01 }, 20))).toBe(7);
  expect(await measureVisibleReach(middle, ...looking({ '-14': 0.01 }, 20))).toBe(20);
});

it('stops when it is told to', async () => {
  await expect(measureVisibleReach(pictures, ...looking({ 7: 0.01 }, 20), AbortSignal.abort(new Error('enough')))).rejects.toThrow(
    'enough',
  );
});

it('is a multiple of the alignment, and never more than the reach', async () => {
  expect(await measureVisibleReach(pictures, ...looking({ 7: 0.01 }, 30, 4))).toBe(8);
  expect(await measureVisibleReach(pictures, ...looking({ 29: 0.01 }, 30, 4))).toBe(30);
  expect(await measureVisibleReach(pictures, ...looking({}, Infinity))).toBe(Infinity);
});
