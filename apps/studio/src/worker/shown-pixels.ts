import type { Picture, Region } from '@cleargrain/core';
import { whiteOf } from '@cleargrain/core';

/** A region of a picture as pixels to be shown: red, green and blue of 8 bits, and `fourth`, a plane of the picture's size, or opaque. */
export function shownPixels(picture: Picture, region: Region, fourth?: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const { width, channels, bands, samples, depth } = picture;
  const scale = 255 / whiteOf(depth);
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
  const pixels = new Uint8ClampedArray(region.width * region.height * 4);
  let to = 0;
  for (let y = region.y; y < region.y + region.height; y++) {
    const end = y * width + region.x + region.width;
    for (let at = y * width + region.x; at < end; at++, to += 4) {
      const from = at * bands;
      // The clamped array rounds and clamps.
      pixels[to] = scale * samples[from]!;
      pixels[to + 1] = scale * samples[from + green]!;
      pixels[to + 2] = scale * samples[from + blue]!;
      pixels[to + 3] = fourth === undefined ? 255 : fourth[at]!;
    }
  }
  return pixels;
}
