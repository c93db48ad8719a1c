import type { SampleDepth } from '@cleargrain/core/picture';

const spaces = {
  8: { 1: 'b-w', 3: 'srgb' },
  16: { 1: 'grey16', 3: 'rgb16' },
  32: { 1: 'b-w', 3: 'scrgb' },
} as const;

/** A colour space by the codec library's name. */
export type ColorSpace = (typeof spaces)[SampleDepth][1 | 3];

/** The space in which the codec library leaves samples of a depth, grey or of three colours, as they are. */
export const colorSpaceOf = (depth: SampleDepth, channels: 1 | 3): ColorSpace => spaces[depth][channels];
