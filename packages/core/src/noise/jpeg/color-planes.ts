import type { Image } from '../../image/image.js';
import type { Plane } from './plane.js';

/** libjpeg computes with 16 fractional bits. */
const fixed = (value: number) => Math.floor(value * 65536 + 0.5);
const half = 32768;
const center = 128 * 65536;

const toLight = [fixed(0.299), fixed(0.587), fixed(0.114)] as const;
const toBlueness = [-fixed(0.168735892), -fixed(0.331264108), half] as const;
const toRedness = [half, -fixed(0.418687589), -fixed(0.081312411)] as const;
const [redFromRedness, greenFromRedness] = [fixed(1.402), -fixed(0.71414)];
const [blueFromBlueness, greenFromBlueness] = [fixed(1.772), -fixed(0.34414)];

/** The planes Y, Cb and Cr of a colour picture whose samples are whole numbers from 0 to 255. */
export function toPlanes({ width, height, data }: Image): [Plane, Plane, Plane] {
  const pixels = width * height;
  const mixed = ([red, green, blue]: readonly [number, number, number], offset: number): Plane => {
    const plane = new Float32Array(pixels);
    for (let i = 0; i < pixels; i++) {
      plane[i] = (red * data[i]! + green * data[pixels + i]! + blue * data[2 * pixels + i]! + offset) >> 16;
    }
    return { width, height, data: plane };
  };
  return [mixed(toLight, half), mixed(toBlueness, center + half - 1), mixed(toRedness, center + half - 1)];
}

/** The samples red, green and blue of three planes; some may lie a little outside 0 to 255. */
export function fromPlanes(light: Plane, blueness: Plane, redness: Plane): Float32Array {
  const pixels = light.data.length;
  const result = new Float32Array(3 * pixels);
  for (let i = 0; i < pixels; i++) {
    const blue = blueness.data[i]! - 128;
    const red = redness.data[i]! - 128;
    result[i] = light.data[i]! + ((redFromRedness * red + half) >> 16);
    result[pixels + i] = light.data[i]! + ((greenFromBlueness * blue + greenFromRedness * red + half) >> 16);
    result[2 * pixels + i] = light.data[i]! + ((blueFromBlueness * blue + half) >> 16);
  }
  return result;
}
