import type { Image } from './image.js';

/** Whether two pictures have the same size, channels and samples. */
export function isSameImage(a: Image, b: Image): boolean {
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels) return false;
  return a.data.every((value, index) => value === b.data[index]);
}
