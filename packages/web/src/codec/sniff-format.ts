import { isPng, isTiff } from '@cleargrain/core';
import { latinText } from './latin-text.js';

/** The file formats that are told apart by their first bytes; `other` may still be one that the browser reads. */
export type FoundFormat = 'png' | 'jpeg' | 'webp' | 'avif' | 'tiff' | 'gif' | 'other';

export function sniffFormat(bytes: Uint8Array): FoundFormat {
  if (isPng(bytes)) return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'jpeg';
  if (latinText(bytes, 0, 4) === 'RIFF' && latinText(bytes, 8, 12) === 'WEBP') return 'webp';
  if (latinText(bytes, 4, 8) === 'ftyp' && /avi[fs]/.test(latinText(bytes, 8, 32))) return 'avif';
  if (isTiff(bytes)) return 'tiff';
  return latinText(bytes, 0, 3) === 'GIF' ? 'gif' : 'other';
}
