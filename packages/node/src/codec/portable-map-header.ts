import { ImageError } from '@cleargrain/core';

/** The head of a PNM or PFM file. */
export interface PortableMapHeader {
  readonly channels: 1 | 3;
  /** How the samples are stored: decimal numbers, big-endian integers, or floats of either order. */
  readonly coding: 'text' | 'integers' | 'big-endian floats' | 'little-endian floats';
  readonly width: number;
  readonly height: number;
  /** The sample that means white; 1 for floats. */
  readonly white: number;
  /** Where the samples begin. */
  readonly start: number;
}

const kinds: Readonly<Record<string, { readonly channels: 1 | 3; readonly coding: 'text' | 'integers' | 'floats' }>> = {
  P2: { channels: 1, coding: 'text' },
  P3: { channels: 3, coding: 'text' },
  P5: { channels: 1, coding: 'integers' },
  P6: { channels: 3, coding: 'integers' },
  Pf: { channels: 1, coding: 'floats' },
  PF: { channels: 3, coding: 'floats' },
};

const magicOf = (bytes: Uint8Array) => String.fromCharCode(bytes[0] ?? 0, bytes[1] ?? 0);

/** Whether bytes begin as those of a PGM, PPM or PFM file do. */
export function isPortableMap(bytes: Uint8Array): boolean {
  return magicOf(bytes) in kinds && /\s|#/.test(String.fromCharCode(bytes[2] ?? 0));
}

/**
 * Reads the head of a PGM, PPM or PFM file (netpbm's pgm(5), ppm(5); comments begin with # and end with their line).
 * @throws ImageError when a number is missing or outside what it may be.
 */
export function readPortableMapHeader(bytes: Uint8Array): PortableMapHeader {
  const { channels, coding } = kinds[magicOf(bytes)]!;
  let at = 2;
  const word = (): string => {
    while (at < bytes.length && (bytes[at]! <= 32 || bytes[at] === 35)) {
      if (bytes[at] === 35) while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++;
      else at++;
    }
    const from = at;
    while (at < bytes.length && bytes[at]! > 32 && at - from < 32) at++;
    return String.fromCharCode(...bytes.subarray(from, at));
  };
  const integer = (name: string, most: number): number => {
    const text = word();
    const value = /^\d+$/.test(text) ? Number(text) : 0;
    if (value < 1 || value > most) throw new ImageError(`expected a ${name} from 1 to ${most}, found '${text}'`);
    return value;
  };
  const width = integer('width', 2 ** 31 - 1);
  const height = integer('height', 2 ** 31 - 1);
  if (coding !== 'floats') {
    const white = integer('largest value', 65535);
    return { channels, coding, width, height, white, start: at + 1 };
  }
  const scale = Number(word());
  if (!Number.isFinite(scale) || scale === 0) throw new ImageError('expected a scale other than 0 in the head of the PFM file');
  return { channels, coding: scale < 0 ? 'little-endian floats' : 'big-endian floats', width, height, white: 1, start: at + 1 };
}
