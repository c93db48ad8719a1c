import { expect, it } from 'vitest';
import { crop } from '../../image/crop.js';
import { picture } from '../../metrics/testing/picture.js';
import { createRandom } from '../../random.js';
import { jpeg } from '../jpeg.js';
import { asJpeg, drawJpegSettings } from './as-jpeg.js';

it('a part of a file has its blocks where the file had them', () => {
  const whole = picture(48, 40, 3, 0);
  const settings = { quality: 20, subsampling: '4:4:4' } as const;
  const file = jpeg(20, settings).apply(whole, createRandom(0));
  // From (8 - 3, 8 - 5) on blocks begin three pixels to the left and five above; those at the border lack what lay beyond it.
  const part = crop(whole, { x: 3, y: 5, width: 40, height: 32 });
  const inside = { x: 8 - 3, y: 8 - 5, width: 32, height: 24 };
  expect(crop(asJpeg(part, { ...settings, x: 3, y: 5 }, createRandom(0)), inside)).toEqual(
    crop(file, { x: 8, y: 8, width: 32, height: 24 }),
  );
  expect(crop(asJpeg(part, { ...settings, x: 0, y: 0 }, createRandom(0)), inside)).not.toEqual(
    crop(file, { x: 8, y: 8, width: 32, height: 24 }),
  );
});

it('files are drawn with every quality of the range, both samplings and every place of the blocks', () => {
  const random = createRandom(1);
  const drawn = Array.from({ length: 2000 }, () => drawJpegSettings([70, 75], random));
  const numbers = (values: readonly number[]) => [...new Set(values)].toSorted((a, b) => a - b);
  expect(numbers(drawn.map(({ quality }) => quality))).toEqual([70, 71, 72, 73, 74, 75]);
  expect(new Set(drawn.map(({ subsampling }) => subsampling))).toEqual(new Set(['4:2:0', '4:4:4']));
  for (const places of [drawn.map(({ x }) => x), drawn.map(({ y }) => y)]) expect(numbers(places)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  const first = drawn.filter(({ x, y }) => x === 0 && y === 0).length;
  // A half and a 64th of the other, within five standard deviations of a binomial count.
  expect(Math.abs(first - 2000 * (65 / 128))).toBeLessThan(5 * Math.sqrt(2000 / 4));
});
