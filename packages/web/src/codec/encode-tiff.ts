import { type Picture, type PictureMetadata, tiffFileSize, tiffHeaderSize, tiffWithExif, writeTiffHeader } from '@cleargrain/core';

/** The TIFF file of a picture: its samples as they are, uncompressed, with this metadata. */
export function encodeTiff({ width, height, bands, depth, samples }: Picture, metadata: PictureMetadata): Uint8Array {
  const layout = { width, height, bands, depth };
  const file = new ArrayBuffer(tiffFileSize(layout, metadata));
  new Uint8Array(file).set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), tiffHeaderSize(layout));
  writeTiffHeader(file, layout, metadata);
  const bytes = new Uint8Array(file);
  return metadata.exif === undefined ? bytes : tiffWithExif(bytes, metadata.exif);
}
