import type { Picture, PictureMetadata } from '@cleargrain/core';
import {
  joinTiffPages,
  metadataEntries,
  type TiffPage,
  tiffFileSize,
  tiffHeaderSize,
  tiffNumbers,
  writeTiffHeader,
} from '@cleargrain/core';
import { encodeBySharp } from './encode-by-sharp.js';

/**
 * The TIFF file of pictures, a page each: integers compressed and tiled as they were where they came from, floats as they are.
 * @throws ImageError when it would be longer than offsets of 32 bits reach.
 */
export async function encodeTiff(pictures: readonly Picture[]): Promise<Uint8Array> {
  const pages: TiffPage[] = [];
  for (const picture of pictures) {
    const { exif, tiffTags } = picture.origin.metadata;
    const file = picture.depth === 32 ? floats(picture, picture.origin.metadata) : await encodeBySharp(picture, 'tiff', {});
    const associated = picture.hasAlpha && picture.origin.tiff?.associatedAlpha ? [tiffNumbers(338, 3, [1])] : [];
    pages.push({ file, entries: [...metadataEntries(exif, tiffTags), ...associated] });
  }
  return joinTiffPages(pages);
}

function floats({ width, height, bands, depth, samples }: Picture, metadata: PictureMetadata): Uint8Array {
  const layout = { width, height, bands, depth };
  const start = tiffHeaderSize(layout);
  const file = new ArrayBuffer(tiffFileSize(layout, metadata));
  new Uint8Array(file).set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), start);
  writeTiffHeader(file, layout, metadata);
  return new Uint8Array(file);
}
