import { ImageError } from '../errors.js';
import type { PictureMetadata } from './picture-origin.js';
import { type TiffEntry, tiffDirectoryBytes } from './tiff-directory.js';
import { type SampleLayout, tiffSampleEntries, tiffStrips } from './tiff-sample-entries.js';

const directoryStart = 8;
const mostEntries = 17;
/** Where values that do not fit into their entries begin, at the latest. */
const spillStart = directoryStart + 2 + mostEntries * 12 + 4;

/** Bytes of the header of an uncompressed TIFF of this shape; a multiple of 8. */
export function tiffHeaderSize(layout: SampleLayout): number {
  const bitsAndFormats = 2 * layout.bands * 2;
  const resolutions = 2 * 8;
  return Math.ceil((spillStart + bitsAndFormats + resolutions + tiffStrips(layout).count * 8) / 8) * 8;
}

/**
 * Bytes of an uncompressed TIFF of this shape, its profile and XMP packet included.
 * @throws ImageError when they, with the EXIF block, are more than TIFF's offsets of 32 bits reach.
 */
export function tiffFileSize(layout: SampleLayout, { icc, xmp, exif }: PictureMetadata): number {
  const { width, height, bands, depth } = layout;
  const size = tiffHeaderSize(layout) + (width * height * bands * depth) / 8 + (icc?.length ?? 0) + (xmp?.length ?? 0);
  // EXIF comes last, behind another directory.
  const whole = exif === undefined ? size : size + spillStart + exif.length + tiffHeaderSize(layout);
  if (whole < 2 ** 32) return size;
  const samples = `${width}×${height} pixels of ${bands} × ${depth} bits`;
  throw new ImageError(`cannot be written as tiff: ${samples} make ${whole} bytes, expected less than ${2 ** 32}`);
}

/**
 * Writes the header that makes a TIFF file of the raw samples behind it: the codec library does not write floats as they are. The
 * header fills the first `tiffHeaderSize` bytes; behind the samples lie the colour profile and the XMP packet of `metadata`.
 */
export function writeTiffHeader(buffer: ArrayBuffer, layout: SampleLayout, { density, xmp, icc }: PictureMetadata): void {
  const bytes = new Uint8Array(buffer);
  const start = tiffHeaderSize(layout);
  let end = start + tiffStrips(layout).rowBytes * layout.height;
  const behind = (tag: number, type: number, value: Uint8Array): TiffEntry => {
    const place = end;
    bytes.set(value, place);
    end += value.length;
    return { tag, type, count: value.length, value, place };
  };
  const entries = [
    ...tiffSampleEntries(layout, start, density),
    ...(xmp ? [behind(700, 1, xmp)] : []),
    ...(icc ? [behind(34675, 7, icc)] : []),
  ];
  bytes.set([0x49, 0x49, 42, 0, directoryStart, 0, 0, 0]);
  bytes.set(tiffDirectoryBytes(entries, directoryStart), directoryStart);
}
