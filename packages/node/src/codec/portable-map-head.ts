import type { SampleDepth } from '@cleargrain/core';

/** What the head of a PGM, PPM or PFM file says. */
export interface PortableMapShape {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** 32 makes it a PFM file. */
  readonly depth: SampleDepth;
}

/** The head of a binary PGM or PPM file, whose white is 255 or 65535, or of a PFM file of little-endian floats. */
export function portableMapHead({ width, height, channels, depth }: PortableMapShape): Uint8Array {
  const floats = depth === 32;
  const magic = floats ? (channels === 1 ? 'Pf' : 'PF') : channels === 1 ? 'P5' : 'P6';
  return Buffer.from(`${magic}\n${width} ${height}\n${floats ? '-1.0' : 2 ** depth - 1}\n`, 'latin1');
}
