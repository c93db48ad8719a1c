import { combineSeeds, createImage, createRandom, type Image, type Random, type Tensor } from '@cleargrain/core';
import { drawWeighted } from './draw-weighted.js';
import type { Photograph } from './photograph.js';
import { addTrainingNoise, type TrainingNoise } from './training-noise.js';

/** What a batch is made of. */
export interface BatchOptions {
  /** Pictures in the batch. */
  readonly batch: number;
  /** Width and height of each, in pixels. */
  readonly crop: number;
  /** 1 for grey, 3 for colour. */
  readonly channels: 1 | 3;
  /** The kinds of noise that are drawn from. */
  readonly noise: readonly TrainingNoise[];
  /** What all its random numbers come from. */
  readonly seed: number;
  /** The optimisation step: the batch depends on nothing but `seed` and it, so a resumed run sees what an uninterrupted one would. */
  readonly step: number;
}

/** What a training step learns from: tensors `[batch, channels, crop, crop]`. */
export interface Batch {
  /** What the network gets, `[batch, channels, crop, crop]`. */
  readonly noisy: Tensor;
  /** What it should make of it, of the same shape. */
  readonly clean: Tensor;
}

/** A random square of a photograph, in one of its eight orientations. */
function randomCrop(photograph: Photograph, crop: number, random: Random): Image {
  const { width, height, channels, samples } = photograph;
  const left = random.integer(width - crop + 1);
  const top = random.integer(height - crop + 1);
  const [flipX, flipY, exchange] = [random.integer(2), random.integer(2), random.integer(2)];
  const image = createImage(crop, crop, channels);
  // A step to the right and a step down in the crop, as steps through the photograph.
  const stepX = channels * (flipX ? -1 : 1);
  const stepY = channels * width * (flipY ? -1 : 1);
  const [right, down] = exchange ? [stepY, stepX] : [stepX, stepY];
  const start = channels * ((top + (flipY ? crop - 1 : 0)) * width + left + (flipX ? crop - 1 : 0));
  for (let channel = 0, to = 0; channel < channels; channel++) {
    for (let y = 0; y < crop; y++) {
      let from = start + channel + y * down;
      for (let x = 0; x < crop; x++, from += right) image.data[to++] = samples[from]! / 255;
    }
  }
  return image;
}

/** Draws a batch: photographs in proportion to their area, crops, orientations and noise, all from the seed and the step. */
export function createBatch(photographs: readonly Photograph[], { batch, crop, channels, noise, seed, step }: BatchOptions): Batch {
  const random = createRandom(combineSeeds(seed, step));
  const length = channels * crop * crop;
  const clean = new Float32Array(batch * length);
  const noisy = new Float32Array(batch * length);
  for (let index = 0; index < batch; index++) {
    const photograph = drawWeighted(photographs, ({ width, height }) => width * height, random);
    const sample = randomCrop(photograph, crop, random);
    clean.set(sample.data, index * length);
    noisy.set(addTrainingNoise(sample, noise, random).data, index * length);
  }
  const shape = [batch, channels, crop, crop];
  return { noisy: { data: noisy, shape }, clean: { data: clean, shape } };
}
