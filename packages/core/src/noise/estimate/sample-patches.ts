import type { Image } from '../../image/image.js';
import type { ImageSource, Region } from '../../image/region.js';
import { turn } from '../../turn.js';
import type { Patches } from './patches.js';

/** The whole of a small picture, or squares spread evenly over a large one, from top to bottom. */
function regionsOf({ width, height }: ImageSource): Region[] {
  if (width * height <= 2 ** 20) return [{ x: 0, y: 0, width, height }];
  const regionWidth = Math.min(96, width);
  const regionHeight = Math.min(96, height);
  const columns = Math.min(6, Math.floor(width / regionWidth));
  const rows = Math.min(6, Math.floor(height / regionHeight));
  return Array.from({ length: columns * rows }, (_, i) => ({
    x: Math.floor((((i % columns) + 0.5) * width) / columns - regionWidth / 2),
    y: Math.floor(((Math.floor(i / columns) + 0.5) * height) / rows - regionHeight / 2),
    width: regionWidth,
    height: regionHeight,
  }));
}

function copyPatch(image: Image, x: number, y: number, side: number, into: Float32Array, offset: number): void {
  let to = offset;
  for (let channel = 0; channel < image.channels; channel++) {
    for (let row = 0; row < side; row++) {
      const from = (channel * image.height + y + row) * image.width + x;
      for (let i = 0; i < side; i++) into[to++] = image.data[from + i]!;
    }
  }
}

/** Squares of `side` × `side` pixels from all over a picture, about `limit` at most; they may overlap. */
export async function samplePatches(source: ImageSource, side: number, limit: number): Promise<Patches> {
  const regions = regionsOf(source);
  const { width, height } = regions[0]!;
  const dimensions = source.channels * side * side;
  const across = Math.max(0, width - side + 1);
  const down = Math.max(0, height - side + 1);
  const stride = Math.max(1, Math.ceil(Math.sqrt((regions.length * across * down) / limit)));
  const columns = Math.ceil(across / stride);
  const count = regions.length * columns * Math.ceil(down / stride);
  const data = new Float32Array(count * dimensions);
  let patch = 0;
  if (count > 0) {
    for (const [index, region] of regions.entries()) {
      if (index % 8 === 0) await turn();
      const image = await source.read(region);
      for (let y = 0; y < down; y += stride) {
        for (let x = 0; x < across; x += stride) copyPatch(image, x, y, side, data, patch++ * dimensions);
      }
    }
  }
  return { count, dimensions, data };
}
