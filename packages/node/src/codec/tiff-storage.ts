import type { TiffStorage } from '@cleargrain/core';
import { numberOfField, type TiffField, type TiffHead, tiffFields } from '@cleargrain/core';

const compressions: Readonly<Record<number, TiffStorage['compression']>> = {
  1: 'none',
  5: 'lzw',
  8: 'deflate',
  32946: 'deflate',
  32773: 'packbits',
};

/** How the samples of a page lie in a TIFF file; a compression that is not written (with loss, for fax, Zstandard) counts as `deflate`. */
export function tiffStorage(head: TiffHead, page: number): TiffStorage {
  const fields = new Map<number, TiffField>();
  for (const field of tiffFields(head, page)) fields.set(field.tag, field);
  const number = (tag: number): number | undefined => {
    const field = fields.get(tag);
    return field === undefined ? undefined : numberOfField(head, field);
  };
  const [width, height] = [number(322), number(323)];
  const tiled = width !== undefined && height !== undefined && width % 16 === 0 && height % 16 === 0;
  return {
    compression: compressions[number(259) ?? 1] ?? 'deflate',
    ...(tiled && width > 0 && height > 0 && { tile: { width, height } }),
    ...(number(338) === 1 && { associatedAlpha: true }),
  };
}
