import { expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { camera } from './camera.js';
import { clip } from './clip.js';
import { estimateCameraNoise } from './estimate-camera-noise.js';
import { scene } from './testing/scene.js';
import { flat } from './testing/statistics.js';

it.each([
  [0.01, 0.0004],
  [0.03, 0.0001],
  [0, 0.005],
])('finds a %d and b %d, as floats and clipped to 8 bits', async (a, b) => {
  const noisy = camera(a, b).apply(scene(300, 256, 3), createRandom(4));
  for (const picture of [noisy, clip(noisy)]) {
    const found = await estimateCameraNoise(picture);
    for (const x of [0.2, 0.5, 0.7]) expect(Math.abs((found.a * x + found.b) / (a * x + b) - 1)).toBeLessThan(0.1);
    expect(Math.abs(found.a - a)).toBeLessThan(0.002);
  }
});

it.each([
  [1, 1],
  [3, 2],
  [100, 100],
])('a constant picture of %i×%i has no noise', async (width, height) => {
  const { a, b } = await estimateCameraNoise(flat(width, height, 1, 0.4));
  expect(a).toBeLessThan(1e-9);
  expect(b).toBeLessThan(1e-9);
});
