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
  '.jxl': 'jxl',
  '.dcm': 'dicom',
  '.dicom': 'dicom',
  '.dng': 'dng',
};

/** What is read and not written. */
const readOnly: ReadonlySet<string> = new Set(['.gif', '.heic', '.heif', '.hif']);

/** The raw files of cameras, which are read and written as DNG. */
const raw: ReadonlySet<string> = new Set(
  '.3fr .arw .cr2 .cr3 .crw .dcr .erf .fff .iiq .kdc .mef .mos .mrw .nef .nrw .orf .pef .raf .raw .rw2 .rwl .sr2 .srf .srw'.split(' '),
);

/** What is read, for messages. */
export const readFormats = "PNG, JPEG, WebP, AVIF, TIFF, PNM, PFM, GIF, HEIC, JPEG XL, DICOM or a camera's raw file";

/** Whether a file of this name is taken for a picture when a folder is read. */
export function hasImageExtension(file: string): boolean {
  const extension = extname(file).toLowerCase();
  return readOnly.has(extension) || raw.has(extension) || extension in formatOfExtension;
}

/** The extension of a result whose input has this name: the same where it is written, `.dng` for the raw file of a camera, else `.png`. */
export function extensionOfResult(file: string): string {
  const extension = extname(file);
  if (extension.toLowerCase() in formatOfExtension) return extension;
  return raw.has(extension.toLowerCase()) ? '.dng' : '.png';
}

/** The format that the extension of an output file asks for; undefined when it is missing or none of a format that is written. */
export const formatOrNone = (file: string): ImageFormat | undefined => formatOfExtension[extname(file).toLowerCase()];

/** Says that an output file's extension is none of a format that is written. */
export function notWritten(file: string, hint = ''): string {
  const known = '.png, .jpg, .webp, .avif, .tif, .jxl, .dcm, .dng, .pnm or .pfm';
  return `cannot write ${file}: expected the extension ${known}${hint}, received ${extname(file) || 'none'}`;
}

/**
 * The format that the extension of an output file asks for.
 * @throws RangeError when the extension is missing or none of a format that is written.
 */
export function formatOfFile(file: string): ImageFormat {
  const format = formatOrNone(file);
  if (format === undefined) throw new RangeError(notWritten(file));
  return format;
}
