import type { Image } from '../image/image.js';
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

/** Samples as whole numbers from 0 to 255. */
function toBytes(image: Image): Image {
  const { data } = clip(image);
  for (let i = 0; i < data.length; i++) data[i] = Math.round(data[i]! * 255);
  return { ...image, data };
}

function fromBytes(image: Image): Image {
  const data = new Float32Array(image.data.length);
  for (let i = 0; i < data.length; i++) data[i] = image.data[i]! / 255;
  return clip({ ...image, data });
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
      const bytes = toBytes(image);
      if (image.channels === 1) return fromBytes({ ...image, data: codePlane(bytes, lightDivisors).data });
      const [light, ...colors] = toPlanes(bytes);
      const [blueness, redness] = colors.map((plane) => {
        if (subsampling === '4:4:4') return codePlane(plane, colorDivisors);
        return double(codePlane(halve(plane), colorDivisors), plane.width, plane.height);
      });
      return fromBytes({ ...image, data: fromPlanes(codePlane(light, lightDivisors), blueness!, redness!) });
    },
  };
}
