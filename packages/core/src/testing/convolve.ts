import type { Tensor } from '../engine.js';
import { tensor } from './tensor.js';

/** A convolution by its definition: `[batch, in, height, width]` with `[out, in, kernel, kernel]`. */
export function convolve(image: Tensor, weight: Tensor, stride: number, padding: number, bias?: Tensor): Tensor {
  const [batch = 0, channels = 0, height = 0, width = 0] = image.shape;
  const [out = 0, , kernel = 0] = weight.shape;
  const [rows, columns] = [height, width].map((size) => (size + 2 * padding - kernel) / stride + 1) as [number, number];
  const result: number[] = [];
  for (let picture = 0; picture < batch; picture++) {
    for (let o = 0; o < out; o++) {
      for (let place = 0; place < rows * columns; place++) {
        const top = Math.floor(place / columns) * stride - padding;
        const left = (place % columns) * stride - padding;
        let sum = bias?.data[o] ?? 0;
        for (let channel = 0; channel < channels; channel++) {
          for (let tap = 0; tap < kernel * kernel; tap++) {
            const [y, x] = [top + Math.floor(tap / kernel), left + (tap % kernel)];
            if (y < 0 || y >= height || x < 0 || x >= width) continue;
            const pixel = image.data[((picture * channels + channel) * height + y) * width + x]!;
            sum += pixel * weight.data[(o * channels + channel) * kernel * kernel + tap]!;
          }
        }
        result.push(sum);
      }
    }
  }
  return tensor([batch, out, rows, columns], result);
}
