import { expect, it } from 'vitest';
import { bytesPerPixel } from './bytes-per-pixel.js';

it('counts the activations that are alive at once and the tiles on their way, and a quarter for the allocator', () => {
  expect(bytesPerPixel({ floatsPerPixel: 24, channels: 1 })).toBe(140);
  expect(bytesPerPixel({ floatsPerPixel: 33, channels: 3 })).toBe(225);
});

it('takes three activations of 64 channels for a network of which nothing is known', () => {
  expect(bytesPerPixel({ channels: 3 })).toBe(768);
});
