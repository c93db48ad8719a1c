import { type Picture, type Region, whiteOf } from '@cleargrain/core';

/** An overview has no more pixels than this. */
const largestOverview = 2e6;

/** How many pixels of a picture, along each side, make one of its overview: a power of two, 1 for a picture that is none too large itself. */
export function overviewFactor({ width, height }: { readonly width: number; readonly height: number }): number {
  let factor = 1;
  while ((width / factor) * (height / factor) > largestOverview) factor *= 2;
  return factor;
}

export interface ShownOptions {
  /** What stands in the place of alpha, a plane of the picture's size. Default: all opaque. */
  readonly fourth?: Uint8Array;
  /** What is black and white, as parts of the depth's range. Default 0 and 1. */
  readonly black?: number;
  readonly white?: number;
}

/** A region of a picture as pixels to be shown: red, green, blue and a fourth, of 8 bits. */
export function shownPixels(picture: Picture, region: Region, options: ShownOptions = {}): Uint8ClampedArray<ArrayBuffer> {
  const { width, channels, bands, samples, depth } = picture;
  const { fourth, black = 0, white = 1 } = options;
  const scale = 255 / whiteOf(depth) / (white - black);
  const start = (-255 * black) / (white - black);
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
  const pixels = new Uint8ClampedArray(region.width * region.height * 4);
  let to = 0;
  for (let y = region.y; y < region.y + region.height; y++) {
    const end = y * width + region.x + region.width;
    for (let at = y * width + region.x; at < end; at++, to += 4) {
      const from = at * bands;
      // The clamped array rounds and clamps.
      pixels[to] = start + scale * samples[from]!;
      pixels[to + 1] = start + scale * samples[from + green]!;
      pixels[to + 2] = start + scale * samples[from + blue]!;
      pixels[to + 3] = fourth === undefined ? 255 : fourth[at]!;
    }
  }
  return pixels;
}

/** A part of the overview of pixels to be shown: each of its pixels is the mean of `factor` by `factor` of them, fewer at the borders. */
export function overviewOf(
  pixels: Uint8ClampedArray,
  { width, height }: { readonly width: number; readonly height: number },
  factor: number,
): { readonly width: number; readonly height: number; readonly pixels: Uint8ClampedArray<ArrayBuffer> } {
  const [wide, high] = [Math.ceil(width / factor), Math.ceil(height / factor)];
  const result = new Uint8ClampedArray(wide * high * 4);
  const sums = new Float64Array(wide * 4);
  for (let row = 0; row < high; row++) {
    sums.fill(0);
    const end = Math.min(height, (row + 1) * factor);
    for (let y = row * factor; y < end; y++) {
      for (let x = 0, from = y * width * 4; x < width; x++, from += 4) {
        const to = Math.floor(x / factor) * 4;
        sums[to]! += pixels[from]!;
        sums[to + 1]! += pixels[from + 1]!;
        sums[to + 2]! += pixels[from + 2]!;
        sums[to + 3]! += pixels[from + 3]!;
      }
    }
    for (let x = 0; x < wide; x++) {
      const count = (end - row * factor) * (Math.min(width, (x + 1) * factor) - x * factor);
      for (let band = 0; band < 4; band++) result[(row * wide + x) * 4 + band] = sums[x * 4 + band]! / count;
    }
  }
  return { width: wide, height: high, pixels: result };
}

/** The region, larger by what it takes for its borders to be multiples of `factor`, or those of the picture. */
export function alignedRegion(region: Region, factor: number, picture: { readonly width: number; readonly height: number }): Region {
  const down = (value: number) => Math.floor(value / factor) * factor;
  const up = (value: number, most: number) => Math.min(most, Math.ceil(value / factor) * factor);
  const [x, y] = [down(region.x), down(region.y)];
  return { x, y, width: up(region.x + region.width, picture.width) - x, height: up(region.y + region.height, picture.height) - y };
}
