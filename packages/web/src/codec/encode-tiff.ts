import {
  joinTiffPages,
  metadataEntries,
  type Picture,
  type PictureMetadata,
  tiffFileSize,
  tiffHeaderSize,
  writeTiffHeader,
} from '@cleargrain/core';

/** The TIFF file of a picture: its samples as they are, uncompressed, with this metadata. */
export function encodeTiff({ width, height, bands, depth, samples }: Picture, metadata: PictureMetadata): Uint8Array {
  const layout = { width, height, bands, depth };
  const file = new ArrayBuffer(tiffFileSize(layout, metadata));
  new Uint8Array(file).set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), tiffHeaderSize(layout));
  writeTiffHeader(file, layout, metadata);
  return joinTiffPages([{ file: new Uint8Array(file), entries: metadataEntries(metadata.exif, metadata.tiffTags) }]);
}
