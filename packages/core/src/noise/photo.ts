import { createImage, type Image } from '../image/image.js';
import { toGray } from '../image/to-gray.js';
import type { Random } from '../random.js';
import { numberIn } from '../validate.js';
import { clip } from './clip.js';
import { asJpeg } from './jpeg/as-jpeg.js';
import type { NoiseModel } from './noise-model.js';
import { type CameraSettings, drawCameraSettings } from './photo/camera-settings.js';
import { develop, plus } from './photo/develop.js';

const probe = { side: 24, level: 2 / 255 };

/** By how much a camera changes its sensor's level on the way to the picture: measured on a small grey picture, in light, without files. */
function measureGain(settings: CameraSettings, channels: 1 | 3, random: Random): number {
  const { side, level } = probe;
  const gray = createImage(side, side, channels, new Float32Array(side * side * channels).fill(0.5));
  const withoutFiles = { ...settings, steps: settings.steps.filter(({ kind }) => kind !== 'jpeg') };
  const { noise, shift } = develop(gray, level, withoutFiles, random);
  const centered = plus(noise, shift, -1);
  const light = channels === 1 ? centered : toGray(centered);
  return Math.sqrt(light.data.reduce((sum, value) => sum + value * value, 0) / light.data.length) / level;
}

/** Takes what is left of the mean of `noisy - clean` off each channel. */
function keepTone(noisy: Image, clean: Image): Image {
  const pixels = noisy.width * noisy.height;
  for (let channel = 0; channel < noisy.channels; channel++) {
    const [from, to] = [channel * pixels, (channel + 1) * pixels];
    let sum = 0;
    for (let i = from; i < to; i++) sum += noisy.data[i]! - clean.data[i]!;
    const mean = sum / pixels;
    for (let i = from; i < to; i++) noisy.data[i] = noisy.data[i]! - mean;
  }
  return noisy;
}

/**
 * Noise as photographs have it, a camera drawn anew for each picture: Poisson and Gaussian in light; white balance, mosaic, demosaicing, colour
 * matrix and tone curve; smoothing that leaves more of colour noise's coarse part; another size; JPEG 60 to 98; each of these present or not
 * (after Brooks et al. 2019, Zhang et al. 2023). `sigma` is the standard deviation of luma at mid-grey, in grey levels (0–255), before files; 0 leaves
 * those alone.
 *
 * The picture under the noise is neither moved nor blurred nor changed in tone: what curve and clipping at black and white add to the mean is
 * taken off, so that each channel keeps its mean. That done, samples, which were clipped and rounded to 8 bits, may leave [0, 1] again.
 * @throws RangeError when `sigma` is not a number of at least 0.
 */
export function photo(sigma: number): NoiseModel {
  numberIn('photo', sigma, 0, Infinity);
  const apply = (image: Image, random: Random): Image => {
    const settings = drawCameraSettings(random);
    const gain = measureGain(settings, image.channels, random);
    const file = (picture: Image) => (settings.jpeg ? asJpeg(picture, settings.jpeg, random) : clip(picture));
    if (sigma === 0) return keepTone(file(image), image);
    const { noise, shift } = develop(image, sigma / 255 / gain, settings, random);
    return keepTone(plus(file(plus(image, noise)), shift, -1), image);
  };
  return { name: `photo:${sigma}`, apply };
}
