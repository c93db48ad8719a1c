import { blend, createImage, createRandom, giveBack, structureOf } from '@cleargrain/core';
import { expect, it } from 'vitest';
import { mixPixel } from './mix-pixel.js';

it('gives what the core gives, to what eight bits of structure allow', () => {
  const [width, height] = [24, 18];
  const random = createRandom(5);
  const image = () =>
    createImage(
      width,
      height,
      3,
      Float32Array.from({ length: width * height * 3 }, () => Math.round(random.uniform() * 255) / 255),
    );
  const [noisy, clean] = [image(), image()];
  const region = { x: 0, y: 0, width, height };
  const structure = structureOf(noisy, clean, region);
  const pixels = (of: typeof noisy, alpha: (pixel: number) => number) => {
    const size = width * height;
    return Uint8ClampedArray.from({ length: size * 4 }, (_, index) => {
      const [pixel, band] = [index >> 2, index & 3];
      return band === 3 ? alpha(pixel) : Math.round(255 * of.data[band * size + pixel]!);
    });
  };
  const [before, after] = [pixels(noisy, () => 255), pixels(clean, (pixel) => Math.round(255 * structure[pixel]!))];
  for (const controls of [
    { light: 1, chroma: 1, detail: 0, grain: 0 },
    { light: 0.4, chroma: 0.9, detail: 0, grain: 0 },
    { light: 1, chroma: 1, detail: 0.7, grain: 0.3 },
    { light: 0.8, chroma: 0.2, detail: 0.5, grain: 1 },
  ]) {
    const expected = blend(noisy, giveBack(noisy, clean, region, controls), controls.light, controls.chroma);
    for (let pixel = 0; pixel < width * height; pixel++) {
      const mixed = mixPixel(before, after, pixel * 4, controls);
      for (let band = 0; band < 3; band++) {
        expect(Math.abs(mixed[band]! - 255 * expected.data[band * width * height + pixel]!)).toBeLessThan(0.55);
      }
    }
  }
});
