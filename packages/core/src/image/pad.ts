import { integerIn } from '../validate.js';
import { createImage, type Image } from './image.js';
import { reflectedPlace } from './reflected-place.js';

/** Pixels to add on each side. Default: 0. */
export interface Padding {
  /** Pixels at the left. Default 0. */
  readonly left?: number;
  /** Pixels at the top. Default 0. */
  readonly top?: number;
  /** Pixels at the right. Default 0. */
  readonly right?: number;
  /** Pixels below. Default 0. */
  readonly bottom?: number;
}

/** What new pixels show: the picture mirrored about its outermost pixels (these not repeated), or those pixels repeated. */
export type PaddingMode = 'reflect' | 'edge';

/** For each place along an axis of the new picture the place in the old one. */
function places(size: number, before: number, after: number, mode: PaddingMode): Int32Array {
  return Int32Array.from({ length: before + size + after }, (_, i) => {
    const place = i - before;
    return mode === 'edge' ? Math.min(Math.max(place, 0), size - 1) : reflectedPlace(place, size);
  });
}

/**
 * A larger picture with the given one inside. Mirroring goes on as often as needed, so any padding of any picture works.
 * @throws RangeError when a number of pixels is not an integer of at least 0.
 */
export function pad(image: Image, padding: Padding, mode: PaddingMode = 'reflect'): Image {
  const { left = 0, top = 0, right = 0, bottom = 0 } = padding;
  for (const [name, value] of Object.entries({ left, top, right, bottom })) integerIn(`padding ${name}`, value, 0, Infinity);
  const columns = places(image.width, left, right, mode);
  const rows = places(image.height, top, bottom, mode);
  const result = createImage(columns.length, rows.length, image.channels);
  let to = 0;
  for (let channel = 0; channel < image.channels; channel++) {
    for (const row of rows) {
      const from = (channel * image.height + row) * image.width;
      for (let x = 0; x < columns.length; x++) result.data[to++] = image.data[from + columns[x]!]!;
    }
  }
  return result;
}
