import type { Image } from '@cleargrain/core';
import { type Photograph, photographImage } from '@cleargrain/train';

/** More of a picture is not looked at, and whole photographs would take memory as floats. */
const largestSide = 512;

/** The middle of a photograph as an image of range [0, 1]. */
export function middleOf(photograph: Photograph): Image {
  const { channels, samples } = photograph;
  const [width, height] = [Math.min(photograph.width, largestSide), Math.min(photograph.height, largestSide)];
  const [left, top] = [(photograph.width - width) >> 1, (photograph.height - height) >> 1];
  const middle = new Uint8Array(width * height * channels);
  for (let row = 0; row < height; row++) {
    const start = ((top + row) * photograph.width + left) * channels;
    middle.set(samples.subarray(start, start + width * channels), row * width * channels);
  }
  return photographImage({ ...photograph, width, height, samples: middle });
}
