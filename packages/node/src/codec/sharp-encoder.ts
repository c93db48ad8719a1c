import type { ImageFormat, PictureOrigin, SampleDepth } from '@cleargrain/core';
import type { Sharp } from 'sharp';
import { colorSpaceOf } from './color-space.js';
import type { EncodeOptions } from './encode-picture.js';
import { metadataCarrier } from './metadata-carrier.js';

/** The formats that the codec library writes. */
export type SharpFormat = Exclude<ImageFormat, 'pnm' | 'pfm' | 'jxl' | 'dicom' | 'dng'>;

/** What the encoder must know of a picture beside its samples. */
export interface EncodedPicture {
  readonly channels: 1 | 3;
  readonly bands: 1 | 2 | 3 | 4;
  readonly depth: SampleDepth;
  readonly origin: PictureOrigin;
}

/** Bits a sample of the AVIF file of a picture; those of 10 and 12 are the lower of their 16. */
export const bitsInAvif = ({ depth, origin }: EncodedPicture): 8 | 10 | 12 => (depth === 8 ? 8 : (origin.bitsPerSample ?? 12));

/**
 * Sets the codec library to write samples of 8 or 16 bits in a format, with the colour profile, XMP and resolution of their origin, and its EXIF but in
 * TIFF, where it does not lie in a block.
 */
export function sharpEncoder(samples: Sharp, picture: EncodedPicture, format: SharpFormat, options: EncodeOptions): Sharp {
  const { channels, bands, origin } = picture;
  const depth = picture.depth === 8 ? 8 : 16;
  const { icc, exif, xmp, density } = origin.metadata;
  const image = samples.toColourspace(colorSpaceOf(depth, channels));
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
  return compress(image, format, options, picture);
}

function compress(image: Sharp, format: SharpFormat, options: EncodeOptions, picture: EncodedPicture): Sharp {
  const { origin } = picture;
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
      return image.avif({ quality: quality(80), lossless, bitdepth: bitsInAvif(picture) });
    case 'tiff': {
      const perMillimetre = (origin.metadata.density ?? 72) / 25.4;
      const { compression, tile } = origin.tiff ?? { compression: 'deflate' };
      const tiles = tile && { tile: true, tileWidth: tile.width, tileHeight: tile.height };
      const predictor = compression === 'lzw' || compression === 'deflate' ? 'horizontal' : 'none';
      return image.tiff({ compression, predictor, xres: perMillimetre, yres: perMillimetre, ...tiles });
    }
  }
}
