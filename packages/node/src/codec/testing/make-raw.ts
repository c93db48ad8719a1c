import { createRandom, type TiffEntry, tiffDirectoryBytes, tiffFractions, tiffNumbers, tiffText } from '@cleargrain/core';

export interface RawSettings {
  readonly width: number;
  readonly height: number;
  /** Noise of variance a·x + b on the scale of 0 (black) to 1 (white). Default: none. */
  readonly a?: number;
  readonly b?: number;
  readonly seed?: number;
  readonly orientation?: number;
  /** Pixels around the picture that see no light, and the sensor's pixels in a directory of their own, as cameras write it. Default: neither. */
  readonly border?: number;
  /** Default: red at the upper left. */
  readonly pattern?: readonly [number, number, number, number];
}

export const black = 512;
export const white = 16383;
/** Of red, green and blue in the camera, what is white in the scene. */
export const neutral = [0.5, 1, 0.7] as const;

/** What the scene sends to a pixel of this colour, 0 to 1: a ramp, a disc, bars. */
export function light(x: number, y: number, color: number, { width, height }: RawSettings): number {
  const [u, v] = [x / width, y / height];
  const disc = (u - 0.3) ** 2 + (v - 0.5) ** 2 < 0.03 ? 0.45 : 0;
  const bars = u > 0.6 && Math.floor(v * 12) % 2 === 0 ? 0.2 : 0;
  const tint = [0.9, 0.8, 1][color]!;
  return Math.min(0.97, (0.02 + 0.3 * u * tint + disc * (color === 2 ? 0.3 : 1) + bars) * neutral[color]!);
}

/** The sensor's pixels of the scene, noisy as the settings say; white is `white`. */
export function rawPixels(settings: RawSettings): Uint16Array {
  const { width, height, a = 0, b = 0, seed = 1, pattern = [0, 1, 1, 2] } = settings;
  const random = createRandom(seed);
  const pixels = new Uint16Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const clean = light(x, y, pattern[(y % 2) * 2 + (x % 2)]!, settings);
      const noisy = clean + random.normal() * Math.sqrt(a * clean + b);
      pixels[y * width + x] = Math.min(white, Math.max(0, Math.round(black + noisy * (white - black))));
    }
  }
  return pixels;
}

/** A DNG file, as a camera would write it. */
export function makeRaw(settings: RawSettings): Uint8Array {
  const { width, height, orientation = 1, border = 0, pattern = [0, 1, 1, 2] } = settings;
  const pixels = rawPixels(settings);
  const [wide, high] = [width + 2 * border, height + 2 * border];
  const whole = new Uint16Array(wide * high).fill(black);
  for (let y = 0; y < height; y++) whole.set(pixels.subarray(y * width, (y + 1) * width), (y + border) * wide + border);
  const shot = [tiffFractions(33434, 5, [1 / 250]), tiffNumbers(34855, 3, [800])];
  const camera: TiffEntry[] = [
    tiffText(271, 'Maker'),
    tiffText(272, 'Camera'),
    tiffText(315, 'somebody'),
    tiffNumbers(274, 3, [orientation]),
    { tag: 700, type: 1, count: 5, value: new Uint8Array(Buffer.from('<xmp>')) },
    { ...tiffNumbers(34665, 4, [0]), directory: shot },
    { tag: 50706, type: 1, count: 4, value: Uint8Array.of(1, 4, 0, 0) },
    { tag: 50707, type: 1, count: 4, value: Uint8Array.of(1, 1, 0, 0) },
    tiffText(50708, 'Maker Camera'),
    tiffFractions(50721, 10, [0.65, -0.15, -0.05, -0.4, 1.2, 0.2, -0.05, 0.15, 0.6]),
    tiffFractions(50728, 5, neutral),
    tiffNumbers(50778, 3, [21]),
    tiffText(50827, 'the name of the first file'),
  ];
  const start = 8;
  const sensor: TiffEntry[] = [
    tiffNumbers(254, 4, [0]),
    tiffNumbers(256, 4, [wide]),
    tiffNumbers(257, 4, [high]),
    tiffNumbers(258, 3, [16]),
    tiffNumbers(259, 3, [1]),
    tiffNumbers(262, 3, [32803]),
    tiffNumbers(273, 4, [start]),
    tiffNumbers(277, 3, [1]),
    tiffNumbers(278, 4, [high]),
    tiffNumbers(279, 4, [whole.byteLength]),
    tiffNumbers(284, 3, [1]),
    tiffNumbers(33421, 3, [2, 2]),
    { tag: 33422, type: 1, count: 4, value: Uint8Array.from(pattern) },
    tiffNumbers(50714, 3, [black]),
    tiffNumbers(50717, 3, [white]),
    ...(border > 0 ? [tiffNumbers(50829, 4, [border, border, border + height, border + width])] : []),
  ];
  const at = start + whole.byteLength;
  let tail: Uint8Array;
  let main = at;
  if (border === 0) tail = tiffDirectoryBytes([...camera, ...sensor], at);
  else {
    const below = tiffDirectoryBytes(sensor, at);
    main = at + below.length;
    // A picture of one pixel before that of the sensor.
    const thumbnail = [
      [254, 1],
      [256, 1],
      [257, 1],
      [258, 8],
      [259, 1],
      [262, 1],
      [273, 4],
      [277, 1],
      [278, 1],
      [279, 1],
    ] as const;
    const entries = thumbnail.map(([tag, value]) => tiffNumbers(tag, 4, [value]));
    tail = new Uint8Array(Buffer.concat([below, tiffDirectoryBytes([...entries, ...camera, tiffNumbers(330, 4, [at])], main)]));
  }
  const file = new Uint8Array(at + tail.length);
  file.set([0x49, 0x49, 42, 0]);
  new DataView(file.buffer).setUint32(4, main, true);
  file.set(new Uint8Array(whole.buffer), start);
  file.set(tail, at);
  return file;
}
