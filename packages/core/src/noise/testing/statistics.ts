import { createImage, type Image } from '../../image/image.js';

/** A picture of one value. */
export function flat(width: number, height: number, channels: 1 | 3, value: number): Image {
  return createImage(width, height, channels, new Float32Array(width * height * channels).fill(value));
}

/** Mean and standard deviation of samples. */
export function statistics(data: Float32Array): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0];
  for (const value of data) sum += value;
  const mean = sum / data.length;
  for (const value of data) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / data.length) };
}
