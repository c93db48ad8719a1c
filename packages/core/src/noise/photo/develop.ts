import type { Image } from '../../image/image.js';
import { resize } from '../../image/resize.js';
import type { Random } from '../../random.js';
import { addGaussian } from '../add-gaussian.js';
import { asJpeg } from '../jpeg/as-jpeg.js';
import type { CameraSettings, CameraStep } from './camera-settings.js';
import { sensorNoise } from './sensor-noise.js';
import { smoothNoise } from './smooth-noise.js';
import type { NoiseField } from './through-curve.js';

/** The sum of two pictures of one size, the second times `factor`. */
export function plus(image: Image, other: Image, factor = 1): Image {
  const data = new Float32Array(image.data.length);
  for (let i = 0; i < data.length; i++) data[i] = image.data[i]! + factor * other.data[i]!;
  return { ...image, data };
}

function takeStep(picture: Image, noise: Image, level: number, step: CameraStep, random: Random): Image {
  switch (step.kind) {
    case 'smooth':
      return smoothNoise(noise, step.light, step.color, step.colorKept);
    case 'white': {
      const data = noise.data.slice();
      addGaussian(data, 0, data.length, step.share * level, random);
      return { ...noise, data };
    }
    case 'jpeg':
      return plus(asJpeg(plus(picture, noise), step.jpeg, random), picture, -1);
  }
}

/**
 * The noise that a camera's picture has at the size of `picture`: made at the camera's size, and only there resized, so that the picture itself
 * is neither moved nor blurred. `level` is the sensor's (0–1) at mid-grey.
 */
export function develop(picture: Image, level: number, settings: CameraSettings, random: Random): NoiseField {
  const { width, height } = picture;
  const [wide, high] = [width, height].map((side) => Math.max(1, Math.round(side * settings.scale))) as [number, number];
  const same = wide === width && high === height;
  const taken = same ? picture : resize(picture, wide, high);
  const sensed = sensorNoise(taken, level, settings, random);
  const noise = settings.steps.reduce((field, step) => takeStep(taken, field, level, step, random), sensed.noise);
  return same ? { noise, shift: sensed.shift } : { noise: resize(noise, width, height), shift: resize(sensed.shift, width, height) };
}
