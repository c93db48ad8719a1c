import { createImage, type Image } from './image.js';

/** The eight flips and turns of a picture: bit 1 mirrors left and right, bit 2 top and bottom, bit 4 then swaps x and y. */
export type Symmetry = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The picture flipped and turned; width and height change places for symmetries of 4 and above. */
export function applySymmetry(image: Image, symmetry: Symmetry): Image {
  const { width, height, channels, data } = image;
  const swap = (symmetry & 4) !== 0;
  const result = createImage(swap ? height : width, swap ? width : height, channels);
  const stepX = swap ? height : 1;
  const stepY = swap ? 1 : width;
  let from = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      const row = channel * width * height + (symmetry & 2 ? height - 1 - y : y) * stepY;
      for (let x = 0; x < width; x++) result.data[row + (symmetry & 1 ? width - 1 - x : x) * stepX] = data[from++]!;
    }
  }
  return result;
}

/** The symmetry that undoes another. */
export function inverseSymmetry(symmetry: Symmetry): Symmetry {
  // Only the quarter turns are not their own inverse.
  if (symmetry === 5) return 6;
  return symmetry === 6 ? 5 : symmetry;
}
