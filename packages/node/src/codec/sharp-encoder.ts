import type { ImageFormat, PictureOrigin, SampleDepth } from '@cleargrain/core';
import type { Sharp } from 'sharp';
import type { EncodeOptions } from './encode-picture.js';
import { metadataCarrier } from './metadata-carrier.js';

/** The formats that the codec library writes. */
export type SharpFormat = Exclude<ImageFormat, 'pnm' | 'pfm'>;

/** What the encoder must know of a picture beside its samples. */
export interface EncodedPicture {
  readonly channels: 1 | 3;
  readonly bands: 1 | 2 | 3 | 4;
  readonly depth: SampleDepth;
  readonly origin: PictureOrigin;
}

const spaces = { gray: { 8: 'b-w', 16: 'grey16' }, color: { 8: 'srgb', 16: 'rgb16' } } as const;

/** Sets the codec library to write samples of 8 or 16 bits in a format, with the colour profile, EXIF, XMP and resolution of their origin. */
export function sharpEncoder(samples: Sharp, picture: EncodedPicture, format: SharpFormat, options: EncodeOptions): Sharp {
  const { channels, bands, origin } = picture;
  const { metadata } = origin;
  const depth = picture.depth === 8 ? 8 : 16;
  const image = samples.toColourspace(spaces[channels === 1 ? 'gray' : 'color'][depth]);
  if (metadata.icc ?? metadata.exif ?? metadata.xmp) {
    // Black leaves every bit of the picture as it is, and brings its metadata along.
    const carrier = metadataCarrier(metadata, bands, depth);
    image.boolean(Buffer.from(carrier.buffer, carrier.byteOffset, carrier.length), 'or');
  }
  if (metadata.icc !== undefined) image.keepIccProfile();
  if (metadata.exif !== undefined) image.keepExif();
  if (metadata.xmp !== undefined) image.keepXmp();
  if (metadata.density !== undefined) image.withDensity(metadata.density);
  return compress(image, format, options, picture);
}

function compress(image: Sharp, format: SharpFormat, options: EncodeOptions, { origin }: EncodedPicture): Sharp {
  const lossless = options.lossless ?? (options.quality === undefined && origin.lossless === true && origin.format === format);
  const quality = (normal: number) => options.quality ?? origin.jpegQuality ?? normal;
  switch (format) {
    case 'png':
      return image.png();
    case 'jpeg':
      // Huffman tables made for the picture would save up to 4 % of the file and take three times as long.
      return image.jpeg({
        quality: quality(95),
        chromaSubsampling: origin.chromaSubsampling === '4:2:0' ? '4:2:0' : '4:4:4',
        optimiseCoding: false,
      });
    case 'webp':
      return image.webp({ quality: quality(90), lossless, exact: lossless });
    case 'avif':
      return image.avif({ quality: quality(80), lossless });
    case 'tiff': {
      const perMillimetre = (origin.metadata.density ?? 72) / 25.4;
      return image.tiff({ compression: 'deflate', predictor: 'horizontal', xres: perMillimetre, yres: perMillimetre });
    }
  }
}
