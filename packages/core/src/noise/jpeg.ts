import type { Image } from '../image/image.js';
import { integerIn, oneOf } from '../validate.js';
import { clip } from './clip.js';
import { double, halve } from './jpeg/chroma-sampling.js';
import { codePlane } from './jpeg/code-plane.js';
import type { Plane } from './jpeg/plane.js';
import { quantisation } from './jpeg/quantisation.js';
import type { NoiseModel } from './noise-model.js';

export interface JpegOptions {
  /** Whether colour is kept at half (`4:2:0`) or full (`4:4:4`) resolution. Default: `4:2:0`. */
  readonly subsampling?: '4:2:0' | '4:4:4';
}

/** The planes Y, Cb and Cr of an 8-bit picture with samples from 0 to 255, rounded. */
function toPlanes({ width, height, data }: Image): [Plane, Plane, Plane] {
  const pixels = width * height;
  const planes = [0, 1, 2].map(() => new Float32Array(pixels));
  for (let i = 0; i < pixels; i++) {
    const [red, green, blue] = [data[i]!, data[pixels + i]!, data[2 * pixels + i]!];
    planes[0]![i] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    planes[1]![i] = Math.ceil(127.5 - 0.168735892 * red - 0.331264108 * green + 0.5 * blue);
    planes[2]![i] = Math.ceil(127.5 + 0.5 * red - 0.418687589 * green - 0.081312411 * blue);
  }
  return [
    { width, height, data: planes[0]! },
    { width, height, data: planes[1]! },
    { width, height, data: planes[2]! },
  ];
}

/** The samples red, green and blue, 0 to 255, of three planes. */
function fromPlanes(light: Plane, blueness: Plane, redness: Plane): Float32Array {
  const pixels = light.data.length;
  const result = new Float32Array(3 * pixels);
  for (let i = 0; i < pixels; i++) {
    const blue = blueness.data[i]! - 128;
    const red = redness.data[i]! - 128;
    result[i] = light.data[i]! + Math.round(1.402 * red);
    result[pixels + i] = light.data[i]! + Math.round(-0.344136286 * blue - 0.714136286 * red);
    result[2 * pixels + i] = light.data[i]! + Math.round(1.772 * blue);
  }
  return result;
}

/**
 * What a JPEG file of a quality from 1 to 100 loses, by libjpeg's steps: samples of 8 bits, YCbCr, blocks of 8×8, the
 * standard quantisation tables, smooth upsampling of colour. The result is rounded to 8 bits; the seed changes nothing.
 * @throws RangeError when `quality` is not an integer from 1 to 100.
 */
export function jpeg(quality: number, { subsampling = '4:2:0' }: JpegOptions = {}): NoiseModel {
  integerIn('jpeg', quality, 1, 100);
  oneOf('subsampling', subsampling, ['4:2:0', '4:4:4']);
  const lightDivisors = quantisation('light', quality);
  const colorDivisors = quantisation('color', quality);
  return {
    name: `jpeg:${quality}`,
    apply(image) {
      const bytes = { ...image, data: clip(image).data.map((value) => Math.round(value * 255)) };
      if (image.channels === 1) return clip({ ...image, data: codePlane(bytes, lightDivisors).data.map((value) => value / 255) });
      const [light, ...colors] = toPlanes(bytes);
      const [blueness, redness] = colors.map((plane) => {
        if (subsampling === '4:4:4') return codePlane(plane, colorDivisors);
        return double(codePlane(halve(plane), colorDivisors), plane.width, plane.height);
      });
      return clip({ ...image, data: fromPlanes(codePlane(light, lightDivisors), blueness!, redness!).map((value) => value / 255) });
    },
  };
}
