import { staticShape } from './dimension.js';
import type { Value } from './graph.js';

/** Batch, channels, height and width of images; out, in, height and width of a weight. */
export type Sizes = [number, number, number, number];

/** The four sizes of a value whose sizes are all known. */
export const sizesOf = ({ shape }: Value): Sizes => staticShape(shape) as Sizes;
