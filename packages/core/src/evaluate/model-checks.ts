import { denoiseImage } from '../denoise/denoise-image.js';
import type { Session } from '../engine.js';
import { createImage, type Image } from '../image/image.js';
import { quantize } from '../image/quantize.js';
import { psnr } from '../metrics/psnr.js';
import type { Model } from '../model/model.js';
import { parseNoise } from '../noise/parse-noise.js';
import { createRandom } from '../random.js';
import { drawnPictures } from './drawn-pictures.js';

/** What a model gains on one of the drawn pictures. */
export interface Gain {
  /** The picture's name. */
  readonly picture: string;
  /** As `parseNoise` reads it. */
  readonly noise: string;
  /** PSNR of the result less that of the noisy picture, both rounded to 8 bits, in dB; the mean of several draws of the noise of photographs. */
  readonly gain: number;
}

/** What is asked of a model beside its PSNR on the sets. */
export interface ModelChecks {
  /** On the noise that the model is for. */
  readonly gains: readonly Gain[];
  /** On noise of other kinds: below 0 the model does harm. */
  readonly otherNoise: readonly Gain[];
  /** How far a constant picture comes back from what it was, at most, in grey levels (0–255). */
  readonly constant: number;
  /** PSNR of a drawn picture without noise that was denoised, in dB, the lower of the two; infinite is stated as 99. */
  readonly clean: number;
  /** How far twice the picture is from coming back as twice the result, at most, in grey levels. */
  readonly scale: number;
  /** How far the mean of a channel of the drawn pictures moves, at most, in grey levels, on the noise that the model is for. */
  readonly tone: number;
}

/** The noise that a model is for, at three levels, and others. */
const levels = { photo: ['photo:5', 'photo:10', 'photo:20'], white: ['gaussian:15', 'gaussian:25', 'gaussian:50'] };
const others = ['gaussian:25', 'photo:10', 'poisson:30', 'speckle:0.15', 'salt-pepper:0.05', 'jpeg:30'];

/** The noise of photographs comes from another camera with each seed. */
const manySeeds = [1, 2, 3, 4, 5, 6];

/** Whether a model learnt from noise of photographs, as its record says. */
function learntFromPhotographs({ training }: Model): boolean {
  const noise = training?.recipe.noise;
  return (
    Array.isArray(noise) &&
    noise.some((item: unknown) => typeof item === 'object' && item !== null && 'kind' in item && item.kind === 'photo')
  );
}

const largest = (values: Iterable<number>) => {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
};

function meansOf({ width, height, channels, data }: Image): number[] {
  const pixels = width * height;
  return Array.from({ length: channels }, (_, channel) => {
    let sum = 0;
    for (let i = channel * pixels; i < (channel + 1) * pixels; i++) sum += data[i]!;
    return sum / pixels;
  });
}

/** What a model is checked on. */
export interface CheckOptions {
  /** Whether noise that the model is not for is tried too; without it `otherNoise` is empty. Default true. */
  readonly otherNoise?: boolean;
  /** Stops it: `checkModel` then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Measures on pictures that the project draws what can be told without test sets.
 * @throws what `denoiseImage` throws; the signal's reason when it is aborted.
 */
export async function checkModel(model: Model, session: Session, options: CheckOptions = {}): Promise<ModelChecks> {
  const { signal } = options;
  const pictures = drawnPictures(model.channels);
  const denoised = (image: Image, sigma?: number) =>
    denoiseImage(image, model, session, { halo: 'full', memory: Infinity, sigma, ...(signal && { signal }) });
  let tone = 0;
  const gainsOn = async (noises: readonly string[], intended: boolean): Promise<Gain[]> => {
    const gains: Gain[] = [];
    for (const text of noises) {
      const [noise] = parseNoise(text);
      for (const { name, image } of pictures) {
        const seeds = text.startsWith('photo') ? manySeeds : [7];
        let gain = 0;
        for (const seed of seeds) {
          const noisy = noise!.apply(image, createRandom(seed));
          const result = await denoised(noisy, noise!.sigma);
          if (intended) tone = Math.max(tone, largest(meansOf(result).map((mean, channel) => mean - meansOf(noisy)[channel]!)));
          gain += (psnr(quantize(result, 8), image) - psnr(quantize(noisy, 8), image)) / seeds.length;
        }
        gains.push({ picture: name, noise: text, gain });
      }
    }
    return gains;
  };
  const intended = learntFromPhotographs(model) ? levels.photo : levels.white;
  const gains = await gainsOn(intended, true);
  const tried = (options.otherNoise ?? true) ? others.filter((text) => !intended.includes(text)) : [];
  const otherNoise = await gainsOn(tried, false);

  let constant = 0;
  for (const value of [0, 0.02, 0.25, 0.5, 0.8, 1]) {
    const flat = createImage(48, 40, model.channels);
    // In colour each channel has a value of its own.
    flat.data.forEach((_, i) => {
      flat.data[i] = Math.abs(value - 0.3 * Math.floor(i / (48 * 40)));
    });
    const result = await denoised(flat, 0);
    constant = Math.max(constant, largest(result.data.map((sample, i) => sample - flat.data[i]!)));
  }

  let clean = 99;
  for (const { image } of pictures) clean = Math.min(clean, psnr(quantize(await denoised(image, 0), 8), image));

  const noisy = parseNoise(intended[1]!)[0]!.apply(pictures[0]!.image, createRandom(8));
  const [once, twice] = [await denoised(noisy), await denoised({ ...noisy, data: noisy.data.map((value) => 2 * value) })];
  const scale = largest(twice.data.map((value, i) => value - 2 * once.data[i]!));
  return { gains, otherNoise, constant: 255 * constant, clean, scale: 255 * scale, tone: 255 * tone };
}
