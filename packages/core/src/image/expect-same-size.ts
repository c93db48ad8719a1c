import type { Image } from './image.js';

const sizeOf = (image: Image) => `${image.width}×${image.height}×${image.channels}`;

/** Throws a RangeError unless both pictures have one width, height and number of channels. */
export function expectSameSize(a: Image, b: Image): void {
  if (a.width === b.width && a.height === b.height && a.channels === b.channels) return;
  throw new RangeError(`expected two pictures of one size, received ${sizeOf(a)} and ${sizeOf(b)} (width×height×channels)`);
}
