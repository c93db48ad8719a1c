import { integerIn, invalid } from '@cleargrain/core';

/** Reads `WIDTHxHEIGHT` in pixels, each 16 to 4096. */
export function parseSize(text: string): { width: number; height: number } {
  const match = /^(\d+)[x×](\d+)$/.exec(text);
  if (!match) throw invalid('size', 'WIDTHxHEIGHT in pixels', text);
  const [width, height] = [Number(match[1]), Number(match[2])];
  return { width: integerIn('size', width, 16, 4096), height: integerIn('size', height, 16, 4096) };
}
