import { ImageError, type Picture } from '@cleargrain/core';
import sharp from 'sharp';
import { bytesOf } from './bytes-of.js';
import type { EncodeOptions } from './encode-picture.js';
import { gatherBits } from './gather-bits.js';
import { bitsInAvif, type SharpFormat, sharpEncoder } from './sharp-encoder.js';
import { withIptc } from './with-iptc.js';

/**
 * The file of a picture of 8 or 16 bits in a format that the codec library writes, with its colour profile, XMP and resolution, and its EXIF but in
 * TIFF, where it does not lie in a block.
 * @throws ImageError when the format cannot hold the picture.
 */
export async function encodeBySharp(picture: Picture, format: SharpFormat, options: EncodeOptions): Promise<Uint8Array> {
  const { width, height, bands, origin } = picture;
  const { iptc } = origin.metadata;
  const samples =
    format === 'avif' && picture.samples instanceof Uint16Array ? gatherBits(picture.samples, bitsInAvif(picture)) : picture.samples;
  const image = sharp(samples, { raw: { width, height, channels: bands }, limitInputPixels: false });
  try {
    const file = bytesOf(await sharpEncoder(image, picture, format, options).toBuffer());
    return format === 'jpeg' && iptc !== undefined ? withIptc(file, iptc) : file;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new ImageError(`cannot be written as ${format}: ${reason}`, { cause: error });
  }
}
