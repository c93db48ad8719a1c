import { ImageError, type ImageFormat, type Picture } from '@cleargrain/core';
import sharp, { type Sharp } from 'sharp';
import { bytesOf } from './bytes-of.js';
import type { EncodeOptions } from './encode-picture.js';
import { gatherBits } from './gather-bits.js';
import { metadataCarrier } from './metadata-carrier.js';
import { withIptc } from './with-iptc.js';

type SharpFormat = Exclude<ImageFormat, 'pnm' | 'pfm' | 'jxl' | 'dicom' | 'dng'>;

const spaces = {
  8: { gray: 'b-w', color: 'srgb' },
  16: { gray: 'grey16', color: 'rgb16' },
} as const;

/**
 * The file of a picture of 8 or 16 bits in a format that the codec library writes, with its colour profile, XMP and resolution, and its EXIF but in
 * TIFF, where it does not lie in a block.
 * @throws ImageError when the format cannot hold the picture.
 */
export async function encodeBySharp(picture: Picture, format: SharpFormat, options: EncodeOptions): Promise<Uint8Array> {
  const { width, height, channels, bands, origin } = picture;
  const depth = picture.depth === 8 ? 8 : 16;
  const { icc, exif, xmp, density, iptc } = origin.metadata;
  const bits = depth === 16 ? (origin.bitsPerSample ?? 12) : 8;
  const samples = format === 'avif' && picture.samples instanceof Uint16Array ? gatherBits(picture.samples, bits) : picture.samples;
  const image = sharp(samples, { raw: { width, height, channels: bands }, limitInputPixels: false }).toColourspace(
    spaces[depth][channels === 1 ? 'gray' : 'color'],
  );
  const block = format === 'tiff' ? undefined : exif;
  if (icc ?? block ?? xmp) {
    // Black leaves every bit of the picture as it is, and brings its metadata along.
    const carrier = metadataCarrier({ ...(icc && { icc }), ...(block && { exif: block }), ...(xmp && { xmp }) }, bands, depth);
    image.boolean(Buffer.from(carrier.buffer, carrier.byteOffset, carrier.length), 'or');
  }
  if (icc !== undefined) image.keepIccProfile();
  if (block !== undefined) image.keepExif();
  if (xmp !== undefined) image.keepXmp();
  if (density !== undefined) image.withDensity(density);
  try {
    const file = bytesOf(await compress(image, format, options, picture, bits).toBuffer());
    return format === 'jpeg' && iptc !== undefined ? withIptc(file, iptc) : file;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new ImageError(`cannot be written as ${format}: ${reason}`, { cause: error });
  }
}

function compress(image: Sharp, format: SharpFormat, options: EncodeOptions, { origin }: Picture, bitdepth: 8 | 10 | 12): Sharp {
  const lossless = options.lossless ?? (options.quality === undefined && origin.lossless === true && origin.format === format);
  const quality = (normal: number) => options.quality ?? origin.jpegQuality ?? normal;
  switch (format) {
    case 'png':
      return image.png();
    case 'jpeg':
      // Huffman tables made for the picture would save up to 4 % of the file and take three times as long.
      return image.jpeg({
        quality: quality(95),
        chromaSubsampling: options.chromaSubsampling ?? (origin.chromaSubsampling === '4:2:0' ? '4:2:0' : '4:4:4'),
        optimiseCoding: false,
      });
    case 'webp':
      return image.webp({ quality: quality(90), lossless, exact: lossless });
    case 'avif':
      return image.avif({ quality: quality(80), lossless, bitdepth });
    case 'tiff': {
      const perMillimetre = (origin.metadata.density ?? 72) / 25.4;
      const { compression, tile } = origin.tiff ?? { compression: 'deflate' };
      const tiles = tile && { tile: true, tileWidth: tile.width, tileHeight: tile.height };
      const predictor = compression === 'lzw' || compression === 'deflate' ? 'horizontal' : 'none';
      return image.tiff({ compression, predictor, xres: perMillimetre, yres: perMillimetre, ...tiles });
    }
  }
}
