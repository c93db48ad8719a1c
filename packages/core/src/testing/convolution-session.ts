import type { Session, Tensor } from '../engine.js';
import type { Model } from '../model/model.js';
import { createRandom } from '../random.js';

/** One 3×3 convolution with zero padding and ReLU; weights `[outputs, inputs, 3, 3]`. */
function convolve({ data, shape }: Tensor, weights: Float32Array, outputs: number, linear: boolean): Tensor {
  const [, inputs = 0, height = 0, width = 0] = shape;
  const result = new Float32Array(outputs * height * width);
  for (let output = 0; output < outputs; output++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let input = 0; input < inputs; input++) {
          for (let tap = 0; tap < 9; tap++) {
            const row = y + Math.floor(tap / 3) - 1;
            const column = x + (tap % 3) - 1;
            if (row < 0 || row >= height || column < 0 || column >= width) continue;
            sum += weights[(output * inputs + input) * 9 + tap]! * data[(input * height + row) * width + column]!;
          }
        }
        result[(output * height + y) * width + x] = linear ? sum : Math.max(0, sum);
      }
    }
  }
  return { data: result, shape: [1, outputs, height, width] };
}

/** `[1, c, h, w]` to `[1, 4c, h/2, w/2]` and back. */
function unshuffle({ data, shape }: Tensor): Tensor {
  const [, channels = 0, height = 0, width = 0] = shape;
  const result = new Float32Array(data.length);
  for (let index = 0; index < data.length; index++) {
    const [x, y, channel] = [index % width, Math.floor(index / width) % height, Math.floor(index / (width * height))];
    const target = channel * 4 + (y % 2) * 2 + (x % 2);
    result[(target * (height / 2) + Math.floor(y / 2)) * (width / 2) + Math.floor(x / 2)] = data[index]!;
  }
  return { data: result, shape: [1, channels * 4, height / 2, width / 2] };
}

function shuffle({ data, shape }: Tensor): Tensor {
  const [, channels = 0, height = 0, width = 0] = shape;
  const result = new Float32Array(data.length);
  for (let index = 0; index < data.length; index++) {
    const [x, y, channel] = [index % width, Math.floor(index / width) % height, Math.floor(index / (width * height))];
    const row = y * 2 + (Math.floor(channel / 2) % 2);
    result[(Math.floor(channel / 4) * height * 2 + row) * width * 2 + x * 2 + (channel % 2)] = data[index]!;
  }
  return { data: result, shape: [1, channels / 4, height * 2, width * 2] };
}

export interface ConvolutionSession extends Session {
  readonly model: Model;
  /** The size of each run's input, in the order of the runs. */
  readonly runs: (readonly number[])[];
}

/**
 * A session that computes a small network in TypeScript: three asymmetric random 3×3 convolutions with zero padding, at full
 * resolution or (alignment 2) between an unshuffle and a shuffle. With `told`, an input `sigma` is added to every sample.
 */
export function convolutionSession({ channels = 1 as 1 | 3, alignment = 1 as 1 | 2, told = false, seed = 1 } = {}): ConvolutionSession {
  const random = createRandom(seed);
  const ends = channels * alignment ** 2;
  const widths = [ends, 3, 3, ends];
  const layers = [0, 1, 2].map((layer) => {
    const weights = new Float32Array(widths[layer]! * widths[layer + 1]! * 9);
    return weights.map(() => random.normal() * 0.3);
  });
  const runs: (readonly number[])[] = [];
  const model: Model = {
    name: 'convolutions',
    bytes: new Uint8Array(),
    channels,
    input: 'noisy',
    output: 'clean',
    ...(told && { sigmaInput: 'sigma' }),
    alignment,
    reach: alignment === 1 ? 3 : 7,
  };
  const image = [1, channels, 'height', 'width'];
  return {
    model,
    runs,
    inputs: [{ name: 'noisy', shape: image }, ...(told ? [{ name: 'sigma', shape: [1] }] : [])],
    outputs: [{ name: 'clean', shape: image }],
    async run({ noisy, sigma }) {
      await undefined;
      if (noisy === undefined) throw new Error('expected the input noisy');
      if (noisy.shape[1] !== channels) throw new Error(`expected ${channels} channels, received ${noisy.shape[1]}`);
      if (noisy.shape[2]! % alignment || noisy.shape[3]! % alignment) throw new Error('the input does not divide into halves');
      runs.push(noisy.shape);
      let tensor = alignment === 1 ? noisy : unshuffle(noisy);
      for (let layer = 0; layer < 3; layer++) tensor = convolve(tensor, layers[layer]!, widths[layer + 1]!, layer === 2);
      if (alignment === 2) tensor = shuffle(tensor);
      const level = sigma?.data[0] ?? 0;
      // The input is gone afterwards, as with an engine that takes it over.
      noisy.data.fill(Number.NaN);
      return { clean: { data: tensor.data.map((value) => value + level), shape: tensor.shape } };
    },
    read: () => Promise.reject(new Error('nothing is carried')),
    write: () => Promise.reject(new Error('nothing is carried')),
    close: () => Promise.resolve(),
  };
}
