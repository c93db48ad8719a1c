import { luma } from '@cleargrain/core';

type Pixel = readonly [number, number, number];

/** One pixel between noisy and clean, as `blend` of the core computes it. */
export function blendPixel(noisy: Pixel, clean: Pixel, strength: number, chroma: number): Pixel {
  const [red, green, blue] = [clean[0] - noisy[0], clean[1] - noisy[1], clean[2] - noisy[2]];
  const common = (strength - chroma) * (luma.red * red + luma.green * green + luma.blue * blue);
  return [noisy[0] + chroma * red + common, noisy[1] + chroma * green + common, noisy[2] + chroma * blue + common];
}
