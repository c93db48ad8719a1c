import { ImageError } from '../errors.js';
import { crop } from '../image/crop.js';
import type { Image } from '../image/image.js';
import { pad } from '../image/pad.js';
import { readInBands } from '../image/read-in-bands.js';
import type { ImageSource, Region } from '../image/region.js';
import { allFinite } from './all-finite.js';

/** What to read along an axis for `count` samples from `start`, of which `surplus` lie past its end. */
export function extendedRange(start: number, count: number, length: number) {
  const surplus = Math.max(0, start + count - length);
  // The reflection may reach back beyond the start.
  const first = surplus === 0 ? start : Math.max(0, Math.min(start, length - 1 - surplus));
  return { first, count: Math.min(start + count, length) - first, surplus };
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/**
 * Holds a source to what it was asked for.
 * @throws ImageError when it gave another size.
 */
export function expectSize(part: Size, asked: Size): void {
  const describe = ({ width, height, channels }: Size) => `${width}×${height}×${channels}`;
  if (describe(part) !== describe(asked))
    throw new ImageError(`expected ${describe(asked)} from the image source, received ${describe(part)}`);
}

function expectFinite({ data, width, height }: Image, x: number, y: number): void {
  if (allFinite(data)) return;
  const index = data.findIndex((value) => !Number.isFinite(value));
  const column = x + (index % width);
  const row = y + (Math.floor(index / width) % height);
  const channel = Math.floor(index / (width * height));
  throw new ImageError(`expected finite samples, found ${data[index]} at x ${column}, y ${row}, channel ${channel}`);
}

/** Reads a region that is small enough to work on at once. */
async function readBand(source: ImageSource, region: Region): Promise<Image> {
  const columns = extendedRange(region.x, region.width, source.width);
  const rows = extendedRange(region.y, region.height, source.height);
  const part = await source.read({ x: columns.first, y: rows.first, width: columns.count, height: rows.count });
  expectSize(part, { width: columns.count, height: rows.count, channels: source.channels });
  expectFinite(part, columns.first, rows.first);
  if (columns.surplus === 0 && rows.surplus === 0) return part;
  const extended = pad(part, { right: columns.surplus, bottom: rows.surplus });
  if (columns.first === region.x && rows.first === region.y) return extended;
  return crop(extended, { ...region, x: region.x - columns.first, y: region.y - rows.first });
}

/**
 * Reads a region that may go past the right and bottom of the picture, which continues there as its own reflection.
 * @throws ImageError when a sample is not finite or the source gives another size; the signal's reason when it is aborted on the way.
 */
export function readExtended(source: ImageSource, region: Region, signal?: AbortSignal): Promise<Image> {
  return readInBands(region, source.channels, (band) => readBand(source, band), signal);
}
