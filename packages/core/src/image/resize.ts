import { integerIn, oneOf } from '../validate.js';
import { createImage, type Image } from './image.js';

/** How a picture is resized. */
export interface ResizeOptions {
  /**
   * `fill`: the whole picture, stretched when its proportions differ. `cover`: proportions kept, what does not fit cut off
   * equally on both sides. Default: `fill`.
   */
  readonly fit?: 'fill' | 'cover';
}

/** Which samples of an axis make each new sample, and with what weights; `size` weights each. */
interface Taps {
  readonly size: number;
  readonly first: Int32Array;
  readonly weights: Float64Array;
}

/** The cubic convolution kernel (Keys 1981, a = −½). */
function cubic(x: number): number {
  const t = Math.abs(x);
  if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
  return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
}

/** Weights for `count` new samples from `length` old ones, of which those from `start` to `start + extent` are shown. */
function tapsOf(length: number, start: number, extent: number, count: number): Taps {
  const scale = extent / count;
  const stretch = Math.max(1, scale);
  const size = Math.min(length, 2 * Math.ceil(2 * stretch) + 1);
  const first = new Int32Array(count);
  const weights = new Float64Array(count * size);
  for (let i = 0; i < count; i++) {
    const center = start + (i + 0.5) * scale;
    const from = Math.min(Math.max(Math.floor(center - 2 * stretch), 0), length - size);
    let sum = 0;
    for (let k = 0; k < size; k++) sum += cubic((from + k + 0.5 - center) / stretch);
    for (let k = 0; k < size; k++) weights[i * size + k] = cubic((from + k + 0.5 - center) / stretch) / sum;
    first[i] = from;
  }
  return { size, first, weights };
}

/**
 * The picture at another size, by bicubic interpolation whose kernel widens when the picture shrinks, so that fine detail is
 * averaged and makes no moiré.
 * @throws RangeError when a size is not a positive integer.
 */
export function resize(image: Image, width: number, height: number, { fit = 'fill' }: ResizeOptions = {}): Image {
  integerIn('width', width, 1, Infinity);
  integerIn('height', height, 1, Infinity);
  oneOf('fit', fit, ['fill', 'cover']);
  const ratio = Math.min(image.width / width, image.height / height);
  const shownWidth = fit === 'cover' ? ratio * width : image.width;
  const shownHeight = fit === 'cover' ? ratio * height : image.height;
  const columns = tapsOf(image.width, (image.width - shownWidth) / 2, shownWidth, width);
  const rows = tapsOf(image.height, (image.height - shownHeight) / 2, shownHeight, height);
  const result = createImage(width, height, image.channels);
  const narrow = new Float32Array(width * image.height);
  for (let channel = 0; channel < image.channels; channel++) {
    const plane = image.data.subarray(channel * image.width * image.height, (channel + 1) * image.width * image.height);
    for (let y = 0; y < image.height; y++) {
      for (let x = 0; x < width; x++) {
        const from = y * image.width + columns.first[x]!;
        let sum = 0;
        for (let k = 0; k < columns.size; k++) sum += columns.weights[x * columns.size + k]! * plane[from + k]!;
        narrow[y * width + x] = sum;
      }
    }
    const line = new Float64Array(width);
    for (let y = 0; y < height; y++) {
      line.fill(0);
      for (let k = 0; k < rows.size; k++) {
        const weight = rows.weights[y * rows.size + k]!;
        const from = (rows.first[y]! + k) * width;
        for (let x = 0; x < width; x++) line[x] = line[x]! + weight * narrow[from + x]!;
      }
      result.data.set(line, (channel * height + y) * width);
    }
  }
  return result;
}
