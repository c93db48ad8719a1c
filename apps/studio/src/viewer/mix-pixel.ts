import { luma } from '@cleargrain/core';
import type { MixControls } from '../worker/mix-controls.js';

/**
 * A pixel of the result, as `giveBack` and `blend` of the core compute it: `noisy` and `clean` are red, green, blue and alpha from an index on,
 * alpha of the clean one being its structure.
 */
export function mixPixel(
  noisy: Uint8ClampedArray,
  clean: Uint8ClampedArray,
  at: number,
  { light, chroma, detail, grain }: MixControls,
): [number, number, number] {
  const structure = clean[at + 3]! / 255;
  const removed = [noisy[at]! - clean[at]!, noisy[at + 1]! - clean[at + 1]!, noisy[at + 2]! - clean[at + 2]!] as const;
  const common = grain * (1 - structure) * (luma.red * removed[0] + luma.green * removed[1] + luma.blue * removed[2]);
  const [red, green, blue] = removed.map((value) => detail * structure * value + common - value) as [number, number, number];
  const even = (light - chroma) * (luma.red * red + luma.green * green + luma.blue * blue);
  return [noisy[at]! + chroma * red + even, noisy[at + 1]! + chroma * green + even, noisy[at + 2]! + chroma * blue + even];
}
