import { integerIn, invalid } from '@cleargrain/core';

/** Reads the widths of layers, such as `8,16,8,4`. */
export function parseLayers(text: string): number[] {
  return text.split(',').map((width) => {
    if (!/^\s*\d+\s*$/.test(width)) throw invalid('layers', 'widths such as 8,16,8,4', text);
    return integerIn('layers', Number(width), 1, 1024);
  });
}
