import { createImage, createRandom, Picture } from '@cleargrain/core';
import { describe, expect, it } from 'vitest';
import { CleanLayer } from './clean-layer.js';

const [width, height] = [9, 7];
const region = { x: 0, y: 0, width, height };
const pictureOf = (depth: 8 | 16 | 32) => {
  const picture = Picture.create({ width, height, channels: 3, hasAlpha: true, depth, origin: { format: 'png', depth, metadata: {} } });
  const random = createRandom(4);
  picture.write(
    0,
    0,
    createImage(
      width,
      height,
      3,
      Float32Array.from({ length: width * height * 3 }, () => random.uniform()),
    ),
  );
  return picture;
};
const furthest = (a: Float32Array, b: Float32Array) => a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

describe.each([8, 16, 32] as const)('what the network makes of a picture of %i bits', (depth) => {
  it('begins as the picture', () => {
    const picture = pictureOf(depth);
    // Half a step of 1/128 grey level.
    expect(furthest(CleanLayer.of(picture).read(region).data, picture.read(region).data)).toBeLessThan(0.5 / 128 / 255 + 1e-7);
  });

  it('is kept beyond black and white, and between the steps of the file', () => {
    const layer = CleanLayer.create(pictureOf(depth));
    const made = createImage(2, 1, 3, Float32Array.from([-0.043, 1.0471, 0.50123, -0.49, 1.49, 0.2503]));
    layer.write(3, 2, made);
    expect(furthest(layer.read({ x: 3, y: 2, width: 2, height: 1 }).data, made.data)).toBeLessThan(
      depth === 8 ? 0.5 / 128 / 255 + 1e-7 : 1e-7,
    );
    const structure = new Uint8Array(width * height).fill(77);
    const shown = layer.shown({ x: 3, y: 2, width: 2, height: 1 }, structure);
    // Planes of red, green and blue become pixels; what is beyond black and white is shown as they are.
    expect([...shown]).toEqual([0, 128, 255, 77, 255, 0, 64, 77]);
  });
});
