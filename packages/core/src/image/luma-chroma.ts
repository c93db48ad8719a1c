import { invalid } from '../validate.js';
import { createImage, type Image } from './image.js';
import { luma } from './luma.js';

function expectColor(image: Image): void {
  if (image.channels !== 3) throw invalid('channels', '3 (a colour picture)', image.channels);
}

/**
 * Separates light from colour: the channels become luma, blue less luma and red less luma. `fromLumaChroma` inverts it, to
 * float32 rounding.
 * @throws RangeError when the picture is grey.
 */
export function toLumaChroma(image: Image): Image {
  expectColor(image);
  const pixels = image.width * image.height;
  const result = createImage(image.width, image.height, 3);
  for (let i = 0; i < pixels; i++) {
    const red = image.data[i]!;
    const blue = image.data[2 * pixels + i]!;
    const light = luma.red * red + luma.green * image.data[pixels + i]! + luma.blue * blue;
    result.data[i] = light;
    result.data[pixels + i] = blue - light;
    result.data[2 * pixels + i] = red - light;
  }
  return result;
}

/**
 * The colour picture that `toLumaChroma` separated.
 * @throws RangeError when the picture has not three channels.
 */
export function fromLumaChroma(image: Image): Image {
  expectColor(image);
  const pixels = image.width * image.height;
  const result = createImage(image.width, image.height, 3);
  for (let i = 0; i < pixels; i++) {
    const light = image.data[i]!;
    const blue = image.data[pixels + i]!;
    const red = image.data[2 * pixels + i]!;
    result.data[i] = light + red;
    result.data[pixels + i] = light - (luma.red * red + luma.blue * blue) / luma.green;
    result.data[2 * pixels + i] = light + blue;
  }
  return result;
}
