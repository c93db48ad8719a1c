import { clamp, combineSeeds, createImage, createRandom, type Image, type Random, resize, type Tensor } from '@cleargrain/core';
import { drawWeighted } from './draw-weighted.js';
import { type FileShare, throughFile } from './file-share.js';
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
  /** The scales at which photographs are seen, above 0 to 1, each as likely: at 0.5 a crop is a square of twice its side, halved. Default [1]. */
  readonly scales?: readonly number[];
  /** How many of the clean pictures were JPEG files once. Default: none. */
  readonly jpeg?: FileShare;
  /** The kinds of noise that are drawn from. */
  readonly noise: readonly TrainingNoise[];
  /** What all its random numbers come from. */
  readonly seed: number;
  /** The optimisation step: a sample depends on nothing but `seed`, it and its place in the batch, so a resumed run sees what an uninterrupted one would. */
  readonly step: number;
}

/** Samples of a batch, one after another, `[samples, channels, crop, crop]`. */
export interface BatchSamples {
  /** What the network gets. */
  readonly noisy: Float32Array;
  /** What it should make of it. */
  readonly clean: Float32Array;
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

/** A random crop at one of the scales; of a photograph too small for the scale, its largest squares. */
function randomScaledCrop(photograph: Photograph, { crop, scales = [1] }: BatchOptions, random: Random): Image {
  // One scale takes no random number: such a recipe draws what it drew before there were scales.
  const scale = scales.length === 1 ? scales[0]! : scales[random.integer(scales.length)]!;
  const side = Math.min(Math.round(crop / scale), photograph.width, photograph.height);
  const square = randomCrop(photograph, side, random);
  // Where edges are sharp the resized square overshoots.
  return side === crop ? square : clamp(resize(square, crop, crop));
}

/** Draws the samples of a batch from place `from` to before `to`: what `createBatch` has there. */
export function createBatchSamples(photographs: readonly Photograph[], options: BatchOptions, from: number, to: number): BatchSamples {
  const { crop, channels, jpeg, noise, seed, step } = options;
  const length = channels * crop * crop;
  const clean = new Float32Array((to - from) * length);
  const noisy = new Float32Array((to - from) * length);
  for (let index = from; index < to; index++) {
    const random = createRandom(combineSeeds(seed, step, index));
    const photograph = drawWeighted(photographs, ({ width, height }) => width * height, random);
    const square = randomScaledCrop(photograph, options, random);
    const sample = jpeg ? throughFile(square, jpeg, random) : square;
    clean.set(sample.data, (index - from) * length);
    noisy.set(addTrainingNoise(sample, noise, random).data, (index - from) * length);
  }
  return { noisy, clean };
}

/** A batch of samples that were drawn. */
export function batchOf({ noisy, clean }: BatchSamples, { batch, crop, channels }: BatchOptions): Batch {
  const shape = [batch, channels, crop, crop];
  return { noisy: { data: noisy, shape }, clean: { data: clean, shape } };
}

/** Draws a batch: photographs in proportion to their area, crops, scales, orientations, files and noise, all from the seed and the step. */
export function createBatch(photographs: readonly Photograph[], options: BatchOptions): Batch {
  return batchOf(createBatchSamples(photographs, options, 0, options.batch), options);
}
