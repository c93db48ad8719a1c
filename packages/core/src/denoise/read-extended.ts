import { ImageError } from '../errors.js';
import type { Image } from '../image/image.js';
import { createImage } from '../image/image.js';
import type { ImageSource, Region } from '../image/region.js';
import { allFinite } from './all-finite.js';

/** Where sample `position` of a reflected row comes from: 0 1 2 | 1 0 1 2 … for a length of 3. */
function reflect(position: number, length: number): number {
  if (length === 1) return 0;
  const within = position % (2 * (length - 1));
  return within < length ? within : 2 * (length - 1) - within;
}

function positions(start: number, count: number, length: number) {
  const from = Array.from({ length: count }, (_, index) => reflect(start + index, length));
  const first = from.reduce((least, value) => Math.min(least, value));
  const last = from.reduce((most, value) => Math.max(most, value));
  return { offsets: from.map((value) => value - first), first, count: last - first + 1 };
}

function expectFinite({ data, width, height }: Image, x: number, y: number): void {
  if (allFinite(data)) return;
  const index = data.findIndex((value) => !Number.isFinite(value));
  const column = x + (index % width);
  const row = y + (Math.floor(index / width) % height);
  const channel = Math.floor(index / (width * height));
  throw new ImageError(`expected finite samples, found ${data[index]} at x ${column}, y ${row}, channel ${channel}`);
}

/**
 * Reads a region that may go past the right and bottom of the picture, which continues there as its own reflection.
 * @throws ImageError when a sample is not finite or the source gives another size.
 */
export async function readExtended(source: ImageSource, region: Region): Promise<Image> {
  const columns = positions(region.x, region.width, source.width);
  const rows = positions(region.y, region.height, source.height);
  const part = await source.read({ x: columns.first, y: rows.first, width: columns.count, height: rows.count });
  if (part.width !== columns.count || part.height !== rows.count || part.channels !== source.channels) {
    const expected = `${columns.count}×${rows.count}×${source.channels}`;
    throw new ImageError(`expected ${expected} from the image source, received ${part.width}×${part.height}×${part.channels}`);
  }
  expectFinite(part, columns.first, rows.first);
  if (part.width === region.width && part.height === region.height) return part;

  const extended = createImage(region.width, region.height, source.channels);
  let at = 0;
  for (let channel = 0; channel < part.channels; channel++) {
    for (const y of rows.offsets) {
      const start = (channel * part.height + y) * part.width;
      for (const x of columns.offsets) extended.data[at++] = part.data[start + x]!;
    }
  }
  return extended;
}
