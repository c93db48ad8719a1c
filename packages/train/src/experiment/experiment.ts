import {
  clip,
  combineSeeds,
  createRandom,
  denoiseImage,
  type Engine,
  gaussian,
  type Image,
  integerIn,
  type Model,
  type NetworkConfig,
  numberIn,
  psnr,
  quantize,
  readModel,
  resize,
  type Session,
  sharpness,
  ssim,
  toGray,
  unflatten,
  writeModel,
} from '@cleargrain/core';
import type { TrainingPoint } from '../checkpoint.js';
import { photographOf } from '../data/photograph-of.js';
import { parseRecipe } from '../parse-recipe.js';
import type { Recipe } from '../recipe.js';
import { type TrainingProgress, train } from '../train.js';

/** A picture of the experiment, by the name it has in the results. */
export interface NamedImage {
  readonly name: string;
  readonly image: Image;
}

export interface ExperimentOptions {
  readonly engine: Engine;
  /** The pictures to make noisy and to denoise, of any size. */
  readonly images: readonly NamedImage[];
  /** Pictures to learn from. Default: `images`, all but the last, which is held out; a single picture is learnt from and tested on. */
  readonly trainingImages?: readonly NamedImage[];
  /** Size to which all pictures are brought, in pixels, 16 to 4096: scaled to cover it, the rest cut off. Default 256×256. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Whether pictures become grey. Default true. */
  readonly gray?: boolean;
  /** Standard deviation of the noise in grey levels, 0–255. Default 25. */
  readonly sigma?: number;
  /** Widths of the network's hidden layers. Default 8, 16, 8, 4. */
  readonly layers?: readonly number[];
  /** How many times the training sees every pixel. Default: as often as makes about 1500 steps. */
  readonly epochs?: number;
  /** Default 1. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onTraining?: (progress: TrainingProgress) => void;
}

/** How close a picture is to the clean one. */
export interface Figures {
  /** dB, peak 255. */
  readonly psnr: number;
  readonly ssim: number;
  /** Edge sharpness kept: 1 is all of it. */
  readonly sharpness: number;
}

export interface ExperimentImage {
  readonly name: string;
  /** Whether the training has not seen the picture. */
  readonly heldOut: boolean;
  readonly clean: Image;
  readonly noisy: Image;
  readonly denoised: Image;
  readonly figures: { readonly noisy: Figures; readonly denoised: Figures };
}

/** One point of PSNR against the noise level: means over the pictures that were held out (or all, when none was). */
export interface LevelFigures {
  readonly sigma: number;
  readonly noisyPsnr: number;
  readonly psnr: number;
}

export interface ExperimentResult {
  readonly images: readonly ExperimentImage[];
  readonly curve: readonly LevelFigures[];
  readonly recipe: Recipe;
  readonly epochs: number;
  readonly seconds: number;
  readonly history: readonly TrainingPoint[];
  /** The trained network as an ONNX file. */
  readonly model: Uint8Array;
}

const stepsWanted = 1500;
const largestCrop = 64;
const batch = 16;
/** Levels of the curve, as multiples of the level that was trained. */
const curveLevels = [0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 2];

function prepare({ name, image }: NamedImage, { size, gray = true }: ExperimentOptions): NamedImage {
  const { width, height } = size ?? { width: 256, height: 256 };
  const scaled = resize(gray ? toGray(image) : image, width, height, { fit: 'cover' });
  return { name, image: quantize(scaled, 8) };
}

/** The noisy picture as a file would hold it: the exercise clips to [0, 1]. Every picture has its own noise, of one pattern at all levels. */
const addNoise = (image: Image, sigma: number, seed: number, index: number): Image =>
  clip(gaussian(sigma).apply(image, createRandom(combineSeeds(seed, index))));

function figuresOf(image: Image, clean: Image): Figures {
  return { psnr: psnr(image, clean), ssim: ssim(image, clean), sharpness: sharpness(image, clean) };
}

function recipeFor(network: NetworkConfig, pictures: readonly NamedImage[], { sigma = 25, epochs, seed = 1 }: ExperimentOptions) {
  const { width, height } = pictures[0]!.image;
  const crop = Math.min(largestCrop, 8 * Math.floor(Math.min(width, height) / 8));
  const stepsAnEpoch = Math.max(1, Math.round((pictures.length * width * height) / (batch * crop * crop)));
  const epochCount = epochs === undefined ? Math.ceil(stepsWanted / stepsAnEpoch) : integerIn('epochs', epochs, 1, 1e6);
  const recipe = parseRecipe({
    network,
    steps: epochCount * stepsAnEpoch,
    seed,
    phases: [{ until: 1, batch, crop, loss: 'mse' }],
    noise: [{ kind: 'gaussian', ranges: [[sigma, sigma]], clipped: true }],
    learningRate: { peak: 5e-3 },
    averageDecay: 0.99,
  });
  return { recipe, epochs: epochCount };
}

async function denoised(noisy: Image, model: Model, session: Session, signal?: AbortSignal): Promise<Image> {
  return quantize(await denoiseImage(noisy, model, session, { signal }), 8);
}

async function measureCurve(
  images: readonly ExperimentImage[],
  model: Model,
  session: Session,
  options: ExperimentOptions,
): Promise<LevelFigures[]> {
  const { sigma = 25, seed = 1, signal } = options;
  const unseen = images.some(({ heldOut }) => heldOut);
  const points: LevelFigures[] = [];
  for (const level of curveLevels) {
    const point = { sigma: sigma * level, noisyPsnr: 0, psnr: 0 };
    const measured = [...images.entries()].filter(([, { heldOut }]) => heldOut === unseen);
    for (const [index, { clean }] of measured) {
      const noisy = addNoise(clean, point.sigma, seed, index);
      point.noisyPsnr += psnr(noisy, clean) / measured.length;
      point.psnr += psnr(await denoised(noisy, model, session, signal), clean) / measured.length;
    }
    points.push(point);
  }
  return points;
}

/**
 * The course exercise from beginning to end: pictures to one size and grey, seeded Gaussian noise, a small convolutional network, its training, the
 * noisy pictures denoised, and figures. Pictures are held out of the training where there are two or more.
 * @throws RangeError for options outside their range; what `train` and `denoiseImage` throw; the signal's reason when stopped.
 */
export async function experiment(options: ExperimentOptions): Promise<ExperimentResult> {
  const { engine, layers = [8, 16, 8, 4], seed = 1, signal } = options;
  const sigma = numberIn('gaussian', options.sigma ?? 25, 0.1, 255);
  const { width, height } = options.size ?? { width: 256, height: 256 };
  for (const side of [width, height]) integerIn('size', side, 16, 4096);
  if (options.images.length === 0) throw new RangeError('expected at least one picture, received none');
  if (options.trainingImages?.length === 0) throw new RangeError('expected at least one picture to learn from, received none');

  const images = options.images.map((image) => prepare(image, options));
  const given = options.trainingImages?.map((image) => prepare(image, options));
  const learnt = given ?? (images.length > 1 ? images.slice(0, -1) : images);
  const channels = options.gray === false && [...images, ...learnt].every(({ image }) => image.channels === 3) ? 3 : 1;
  const inChannels = ({ name, image }: NamedImage): NamedImage => ({ name, image: channels === 1 ? toGray(image) : image });

  const network: NetworkConfig = { architecture: 'plain', channels, widths: layers };
  const { recipe, epochs } = recipeFor(network, learnt, options);
  const checkpoint = await train({
    engine,
    recipe,
    photographs: learnt.map(inChannels).map(({ name, image }) => photographOf(name, image)),
    signal,
    onProgress: options.onTraining,
  });
  const training = {
    recipe: { ...recipe },
    steps: checkpoint.step,
    hours: checkpoint.seconds / 3600,
    machine: engine.description,
    data: learnt.map(({ name }) => name).join(', '),
  };
  const bytes = writeModel({ network, parameters: unflatten(network, checkpoint.state.average), weights: 'float32', training });
  const model = readModel('experiment', bytes)!;

  const session = await engine.load(bytes);
  try {
    const results: ExperimentImage[] = [];
    for (const [index, picture] of images.entries()) {
      const clean = inChannels(picture).image;
      const noisy = addNoise(clean, sigma, seed, index);
      const result = await denoised(noisy, model, session, signal);
      const heldOut = given !== undefined || !learnt.includes(picture);
      const figures = { noisy: figuresOf(noisy, clean), denoised: figuresOf(result, clean) };
      results.push({ name: picture.name, heldOut, clean, noisy, denoised: result, figures });
    }
    const curve = await measureCurve(results, model, session, options);
    return { images: results, curve, recipe, epochs, seconds: checkpoint.seconds, history: checkpoint.history, model: bytes };
  } finally {
    await session.close();
  }
}
