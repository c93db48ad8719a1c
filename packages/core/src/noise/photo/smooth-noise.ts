import { createImage, type Image } from '../../image/image.js';
import { luma } from '../../image/luma.js';
import { blur } from './blur.js';

/**
 * What a camera's own denoising leaves of noise: light and colour, each blurred by a Gaussian of the given standard deviation in pixels, and of
 * colour the part `colorKept`.
 */
export function smoothNoise(noise: Image, light: number, color: number, colorKept: number): Image {
  if (noise.channels === 1) return blur(noise, light);
  const { width, height, data } = noise;
  const pixels = width * height;
  const plane = createImage(width, height, 1);
  const colors = createImage(width, height, 3);
  for (let i = 0; i < pixels; i++) {
    const value = luma.red * data[i]! + luma.green * data[pixels + i]! + luma.blue * data[2 * pixels + i]!;
    plane.data[i] = value;
    for (let channel = 0; channel < 3; channel++) colors.data[channel * pixels + i] = data[channel * pixels + i]! - value;
  }
  const brightness = blur(plane, light).data;
  const result = blur(colors, color);
  for (let i = 0; i < pixels; i++) {
    for (let at = i; at < 3 * pixels; at += pixels) colors.data[at] = colorKept * result.data[at]! + brightness[i]!;
  }
  return colors;
}
