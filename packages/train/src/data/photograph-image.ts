import { createImage, type Image } from '@cleargrain/core';
import type { Photograph } from './photograph.js';

/** A photograph's bytes as an image of range [0, 1]. */
export function photographImage({ width, height, channels, samples }: Photograph): Image {
  const image = createImage(width, height, channels);
  const pixels = width * height;
  for (let i = 0; i < samples.length; i++) image.data[(i % channels) * pixels + Math.floor(i / channels)] = samples[i]! / 255;
  return image;
}
