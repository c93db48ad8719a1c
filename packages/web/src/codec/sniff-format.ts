import { isPng, isTiff } from '@cleargrain/core';

/** The file formats that are told apart by their first bytes; `other` may still be one that the browser reads. */
export type FoundFormat = 'png' | 'jpeg' | 'webp' | 'avif' | 'tiff' | 'gif' | 'other';

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

export function sniffFormat(bytes: Uint8Array): FoundFormat {
  if (isPng(bytes)) return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'jpeg';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'webp';
  if (ascii(bytes, 4, 8) === 'ftyp' && /avi[fs]/.test(ascii(bytes, 8, 32))) return 'avif';
  if (isTiff(bytes)) return 'tiff';
  return ascii(bytes, 0, 3) === 'GIF' ? 'gif' : 'other';
}
