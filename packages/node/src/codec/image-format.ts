import { extname } from 'node:path';
import type { ImageFormat } from '@cleargrain/core';

const formatOfExtension: Readonly<Record<string, ImageFormat>> = {
  '.png': 'png',
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.jpe': 'jpeg',
  '.jfif': 'jpeg',
  '.webp': 'webp',
  '.avif': 'avif',
  '.tif': 'tiff',
  '.tiff': 'tiff',
  '.pnm': 'pnm',
  '.pgm': 'pnm',
  '.ppm': 'pnm',
  '.pfm': 'pfm',
};

/** Whether a file of this name is taken for a picture when a folder is read. GIF is read, never written. */
export function hasImageExtension(file: string): boolean {
  const extension = extname(file).toLowerCase();
  return extension === '.gif' || extension in formatOfExtension;
}

/**
 * The format that the extension of an output file asks for.
 * @throws RangeError when the extension is missing or none of a format that is written.
 */
export function formatOfFile(file: string): ImageFormat {
  const extension = extname(file).toLowerCase();
  const format = formatOfExtension[extension];
  if (format !== undefined) return format;
  const known = '.png, .jpg, .webp, .avif, .tif, .pnm or .pfm';
  throw new RangeError(`cannot write ${file}: expected the extension ${known}, received ${extension === '' ? 'none' : extension}`);
}
