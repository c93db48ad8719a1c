import { expectWithinPixelLimit, ImageError } from '@cleargrain/core/picture';
import type { ColorData, Metadata } from 'libraw-wasm';
import { loadLibraw } from './load-libraw.js';
import type { RawFrame } from './raw-frame.js';

/** LibRaw's turns as EXIF's orientations. */
const orientations: Readonly<Record<number, number>> = { 0: 1, 3: 3, 5: 8, 6: 6 };

/**
 * Reads the pixels of a sensor from a camera's raw file, before anything is made of them.
 * @throws ImageError when it is damaged, its pixels lie in no Bayer pattern, or `libraw-wasm` is not installed.
 */
export async function decodeRaw(bytes: Uint8Array): Promise<RawFrame> {
  const raw = await loadLibraw();
  raw.open(bytes, {});
  const before = raw.metadata(false);
  if (before === undefined) throw new ImageError('a damaged or incomplete raw file');
  expectWithinPixelLimit(before.raw_width, before.raw_height);
  const found = raw.metadata(true)!;
  const pattern = patternOf(found);
  const sensor = raw.rawImageData();
  if (sensor === undefined || sensor.data.length < sensor.raw_width * sensor.raw_height) {
    throw new ImageError('a damaged or incomplete raw file (its pixels cannot be read)');
  }
  // Levels of some cameras are known only once the pixels are read.
  const metadata = raw.metadata(true) ?? found;
  const color = metadata.color_data!;
  const { width, height, raw_width: stride, top_margin: top, left_margin: left } = sensor;
  const mosaic = new Uint16Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (y + top) * stride + left;
    mosaic.set(sensor.data.subarray(from, from + width), y * width);
  }
  const white = color.maximum || 65535;
  if (color.black >= white) throw new ImageError(`a black of ${color.black} and a white of ${white}, expected the black below`);
  return {
    width,
    height,
    mosaic,
    pattern,
    black: color.black,
    white,
    balance: balanceOf(color),
    matrix: matrixOf(color),
    orientation: orientations[metadata.flip] ?? 1,
    make: metadata.camera_make,
    model: metadata.camera_model,
    iso: metadata.iso_speed,
    shutter: metadata.shutter,
    aperture: metadata.aperture,
    focalLength: metadata.focal_len,
  };
}

/** LibRaw's `filters` holds eight rows of two pixels, two bits each. */
function patternOf({ filters = 0, colors = 3, cdesc = 'RGBG' }: Metadata): RawFrame['pattern'] {
  const rows = filters & 255;
  const same = [8, 16, 24].every((shift) => ((filters >>> shift) & 255) === rows);
  if (filters < 1000 || !same || colors !== 3 || !cdesc.startsWith('RGB')) {
    throw new ImageError('a raw file whose pixels lie in no Bayer pattern of red, green and blue, expected such');
  }
  const at = (i: number) => (rows >>> (i * 2)) & 3;
  return [at(0), at(1), at(2), at(3)];
}

function balanceOf({ cam_mul: camera, pre_mul: daylight }: ColorData): RawFrame['balance'] {
  const from = camera[0]! > 0 && camera[1]! > 0 && camera[2]! > 0 ? camera : daylight;
  return [from[0]!, from[1]!, from[2]!];
}

function matrixOf({ cam_xyz: known, dng_color: dng }: ColorData): readonly number[] {
  const stated = dng.find(({ colormatrix }) => colormatrix.some((row) => row.some((value) => value !== 0)))?.colormatrix;
  const matrix = known.some((row) => row.some((value) => value !== 0)) ? known : stated;
  if (matrix !== undefined) return matrix.slice(0, 3).flatMap((row) => row.slice(0, 3));
  // From XYZ to sRGB, for a camera that nobody has measured.
  return [3.2406, -1.5372, -0.4986, -0.9689, 1.8758, 0.0415, 0.0557, -0.204, 1.057];
}
