import { createImage, type Image } from '../../image/image.js';
import type { Random } from '../../random.js';
import type { CameraSettings } from './camera-settings.js';
import { inverse } from './color-matrix.js';
import { bayerColor, demosaic } from './demosaic.js';
import { photonCount } from './photon-count.js';
import { type NoiseField, throughCurve } from './through-curve.js';

/** The shot noise's step and the read noise's variance, in light, that give `level` (0–1) at mid-grey. */
function gainOf(level: number, { curve, readShare }: CameraSettings): { readonly step: number; readonly readVariance: number } {
  const middle = curve.decode(0.5);
  const around = 0.01 * middle;
  const slope = (curve.encode(middle + around) - curve.encode(middle - around)) / (2 * around);
  const variance = (level / slope) ** 2;
  return { step: ((1 - readShare) * variance) / middle, readVariance: readShare * variance };
}

/** What a sensor adds in light, and the second and third moment that is expected of it at each sample, before demosaicing. */
interface LightNoise {
  readonly noise: Image;
  readonly variance: Float32Array;
  readonly third: Float32Array;
}

function grayNoise(light: Image, step: number, readVariance: number, random: Random): LightNoise {
  const deviation = Math.sqrt(readVariance);
  const noise = createImage(light.width, light.height, 1);
  const variance = new Float32Array(noise.data.length);
  const third = new Float32Array(noise.data.length);
  for (let i = 0; i < noise.data.length; i++) {
    const value = light.data[i]!;
    variance[i] = step * value + readVariance;
    third[i] = step * step * value;
    noise.data[i] = step * photonCount(value / step, random) - value + deviation * random.normal();
  }
  return { noise, variance, third };
}

function colorNoise(light: Image, step: number, readVariance: number, settings: CameraSettings, random: Random): LightNoise {
  const { width, height, data } = light;
  const { matrix, gains, mosaic } = settings;
  const pixels = width * height;
  const toCamera = inverse(matrix);
  const deviation = Math.sqrt(readVariance);
  const raw = createImage(width, height, mosaic ? 1 : 3);
  const noise = createImage(width, height, 3);
  const variance = new Float32Array(data.length);
  const third = new Float32Array(data.length);
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const seen = mosaic ? bayerColor(mosaic.phase, x, y) : -1;
      for (let color = 0; color < 3; color++) {
        const row = 3 * color;
        const gain = gains[color]!;
        const balanced = toCamera[row]! * data[i]! + toCamera[row + 1]! * data[pixels + i]! + toCamera[row + 2]! * data[2 * pixels + i]!;
        const value = Math.max(0, balanced / gain);
        const second = gain * gain * (step * value + readVariance);
        const cubed = gain * gain * gain * step * step * value;
        for (let out = 0, at = i; out < 3; out++, at += pixels) {
          const mixed = matrix[3 * out + color]!;
          variance[at] = variance[at]! + mixed * mixed * second;
          third[at] = third[at]! + mixed * mixed * mixed * cubed;
        }
        if (mosaic && seen !== color) continue;
        const added = step * photonCount(value / step, random) - value + deviation * random.normal();
        raw.data[mosaic ? i : color * pixels + i] = gain * added;
      }
    }
  }
  const { data: full } = mosaic ? demosaic(raw, mosaic.phase, mosaic.method) : raw;
  for (let out = 0; out < 3; out++) {
    const [red, green, blue] = [matrix[3 * out]!, matrix[3 * out + 1]!, matrix[3 * out + 2]!];
    for (let i = 0, at = out * pixels; i < pixels; i++, at++)
      noise.data[at] = red * full[i]! + green * full[pixels + i]! + blue * full[2 * pixels + i]!;
  }
  return { noise, variance, third };
}

/**
 * A sensor's noise on a picture: Poisson and Gaussian in light, `level` (standard deviation on the 0–1 scale) at mid-grey in green before
 * colours are mixed. Only the noise goes through mosaic, demosaicing and colour matrix, so the picture itself loses nothing.
 */
export function sensorNoise(picture: Image, level: number, settings: CameraSettings, random: Random): NoiseField {
  const { curve } = settings;
  const { step, readVariance } = gainOf(level, settings);
  const light = createImage(picture.width, picture.height, picture.channels);
  for (let i = 0; i < light.data.length; i++) light.data[i] = curve.decode(picture.data[i]!);
  const { noise, variance, third } =
    picture.channels === 1 ? grayNoise(light, step, readVariance, random) : colorNoise(light, step, readVariance, settings, random);
  return throughCurve(light, noise, { variance, third }, curve);
}
