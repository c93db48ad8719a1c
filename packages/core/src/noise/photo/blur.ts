import { exponential } from '../../elementary.js';
import { createImage, type Image } from '../../image/image.js';
import { pad } from '../../image/pad.js';

/** A picture blurred by a Gaussian of the given standard deviation in pixels, cut at three of them; its edges mirrored. */
export function blur(image: Image, deviation: number): Image {
  const radius = Math.ceil(3 * deviation);
  if (radius === 0) return image;
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => exponential(-0.5 * ((i - radius) / deviation) ** 2));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! / sum;
  const { width, height, channels } = image;
  const padded = pad(image, { left: radius, right: radius, top: radius, bottom: radius });
  const tall = padded.height;
  const narrow = new Float32Array(width * tall);
  const result = createImage(width, height, channels);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < tall; y++) {
      for (let x = 0; x < width; x++) {
        const from = (channel * tall + y) * padded.width + x;
        let value = 0;
        for (let k = 0; k < weights.length; k++) value += weights[k]! * padded.data[from + k]!;
        narrow[y * width + x] = value;
      }
    }
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let value = 0;
        for (let k = 0; k < weights.length; k++) value += weights[k]! * narrow[(y + k) * width + x]!;
        result.data[(channel * height + y) * width + x] = value;
      }
    }
  }
  return result;
}
