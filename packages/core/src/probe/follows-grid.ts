import { crop } from '../image/crop.js';
import type { Image } from '../image/image.js';
import { noisePicture } from './noise-picture.js';
import type { RunPicture } from './run-picture.js';

/** Differences below this part of the largest sample are rounding. */
const tolerance = 1e-4;

/**
 * Whether a picture cut by `alignment` pixels at its left (its top) gives the same output, away from its borders: what tiles that
 * begin there rely on. A network that pads its input by itself to a coarser grid does not.
 */
export async function followsGrid(run: RunPicture, channels: 1 | 3, alignment: number, reach: number): Promise<boolean> {
  const alignUp = (value: number) => Math.ceil(value / alignment) * alignment;
  const across = alignUp(32);
  const length = alignUp(2 * reach + 16) + 4 * alignment;
  for (const axis of ['x', 'y'] as const) {
    const [width, height] = axis === 'x' ? [length, across] : [across, length];
    const [left, top] = axis === 'x' ? [alignment, 0] : [0, alignment];
    const picture = noisePicture(width, height, channels, 1);
    const cut = crop(picture, { x: left, y: top, width: width - left, height: height - top });
    const whole = await run(picture);
    const part = await run(cut);
    const inside = length - 2 * alignment - 2 * reach;
    const at = reach + alignment;
    const region = axis === 'x' ? { x: at, y: 0, width: inside, height: across } : { x: 0, y: at, width: across, height: inside };
    const expected: Image = crop(whole, region);
    const found = crop(part, { ...region, x: region.x - left, y: region.y - top });
    const largest = expected.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (expected.data.some((value, index) => Math.abs(value - found.data[index]!) > tolerance * largest)) return false;
  }
  return true;
}
