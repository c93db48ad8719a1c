import { integerIn, oneOf } from '../validate.js';
import { clip } from './clip.js';
import { double, halve } from './jpeg/chroma-sampling.js';
import { codePlane } from './jpeg/code-plane.js';
import { fromPlanes, toPlanes } from './jpeg/color-planes.js';
import { quantisationTable } from './jpeg/quantisation-table.js';
import type { NoiseModel } from './noise-model.js';

/** What a JPEG file loses. */
export interface JpegOptions {
  /** Whether colour is kept at half (`4:2:0`) or full (`4:4:4`) resolution. Default: `4:2:0`. */
  readonly subsampling?: '4:2:0' | '4:4:4';
}

/**
 * What a JPEG file of a quality from 1 to 100 loses, by libjpeg's steps: samples of 8 bits, YCbCr, blocks of 8×8, the
 * standard quantisation tables, smooth upsampling of colour. The result is rounded to 8 bits; the seed changes nothing.
 * @throws RangeError when `quality` is not an integer from 1 to 100.
 */
export function jpeg(quality: number, { subsampling = '4:2:0' }: JpegOptions = {}): NoiseModel {
  integerIn('jpeg', quality, 1, 100);
  oneOf('subsampling', subsampling, ['4:2:0', '4:4:4']);
  const lightDivisors = quantisationTable('light', quality);
  const colorDivisors = quantisationTable('color', quality);
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
