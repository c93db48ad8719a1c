import { createImage, type Image } from '../image/image.js';
import { quantize } from '../image/quantize.js';

const [width, height] = [160, 128];

/** A value for each pixel and channel, brought to steps of 8 bits as a file has them. */
function drawn(channels: 1 | 3, valueAt: (x: number, y: number, channel: number) => number): Image {
  const image = createImage(width, height, channels);
  for (let channel = 0, to = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) image.data[to++] = valueAt(x, y, channel);
  }
  return quantize(image, 8);
}

/** Smooth shading, discs with sharp edges, and fine texture in the lower part. */
function discs(x: number, y: number, channel: number): number {
  let value = 0.2 + (0.4 * x) / width + 0.12 * Math.sin(y / 25 + channel);
  for (let disc = 0; disc < 9; disc++) {
    const distance = Math.hypot(x - ((disc * 67 + 20) % width), y - ((disc * 41 + 15) % height));
    if (distance < 6 + 2 * disc) value = 0.25 + 0.07 * disc + 0.06 * channel - 0.004 * distance;
  }
  return y > 0.7 * height ? value + 0.07 * Math.sin(x * 1.1) * Math.cos(y * 0.8) : value;
}

/** Stripes at several angles, ever finer, on a slope, and boxes that lie over them. */
function stripes(x: number, y: number, channel: number): number {
  const angle = 0.35 * Math.floor(x / 40);
  const along = x * Math.cos(angle) + y * Math.sin(angle);
  const finer = 2 + (6 * (height - y)) / height;
  const value = 0.45 + (0.2 * y) / height + (Math.sin(along / finer) > 0 ? 0.14 : -0.14) * (1 - 0.25 * channel);
  const [column, row] = [Math.floor(x / 32), Math.floor(y / 32)];
  if ((column + 2 * row) % 5 !== 0) return value;
  return 0.2 + 0.15 * ((column + row + channel) % 5);
}

/** Two small pictures that the project draws, to compare a model with itself: what it gains on them is stated in its card. */
export function drawnPictures(channels: 1 | 3): readonly { readonly name: string; readonly image: Image }[] {
  return [
    { name: 'discs', image: drawn(channels, discs) },
    { name: 'stripes', image: drawn(channels, stripes) },
  ];
}
