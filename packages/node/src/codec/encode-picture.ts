import { ImageError, integerIn, oneOf } from '@cleargrain/core';
import sharp, { type Sharp } from 'sharp';
import { bytesOf } from './bytes-of.js';
import type { ImageFormat } from './image-format.js';
import { metadataCarrier } from './metadata-carrier.js';
import { Picture } from './picture.js';
import type { PictureMetadata } from './picture-origin.js';
import { type SampleDepth, whiteOf } from './samples.js';
import { tiffHeaderSize, writeTiffHeader } from './tiff-header.js';

/** How a picture is written. */
export interface EncodeOptions {
  /** Default: the format that the picture came from; PNG for a GIF. */
  readonly format?: ImageFormat;
  /** Quality of JPEG, WebP and AVIF, an integer from 1 to 100. Default: that of the JPEG it came from, else JPEG 95, WebP 90, AVIF 80. */
  readonly quality?: number;
  /** Bits a sample: 8, 16 (PNG, TIFF) or 32 (TIFF, floats). Default: the picture's own, or the most that the format holds. */
  readonly depth?: SampleDepth;
  /** WebP and AVIF without loss. Default: as in the file that the picture came from. */
  readonly lossless?: boolean;
}

const mostBits: Readonly<Record<ImageFormat, SampleDepth>> = { png: 16, jpeg: 8, webp: 8, avif: 8, tiff: 32 };
const spaces = {
  8: { grey: 'b-w', colour: 'srgb' },
  16: { grey: 'grey16', colour: 'rgb16' },
} as const;

/**
 * The file of a picture, with the colour profile, EXIF, XMP and resolution of its origin (TIFF: without EXIF). JPEG, WebP and AVIF
 * hold 8 bits; deeper samples are rounded.
 * @throws ImageError when the format cannot hold the picture: alpha in JPEG, too many pixels a side.
 * @throws RangeError when an option is not valid.
 */
export async function encodePicture(picture: Picture, options: EncodeOptions = {}): Promise<Uint8Array> {
  const own = picture.origin.format === 'gif' ? 'png' : picture.origin.format;
  const format = oneOf('format', options.format ?? own, ['png', 'jpeg', 'webp', 'avif', 'tiff']);
  if (options.quality !== undefined) integerIn('quality', options.quality, 1, 100);
  const depth = options.depth ?? (Math.min(picture.depth, mostBits[format]) as SampleDepth);
  if (![8, 16, 32].includes(depth) || depth > mostBits[format]) {
    throw new RangeError(`expected a depth of at most ${mostBits[format]} bits for ${format}, received ${depth}`);
  }
  const ready = (format === 'jpeg' ? withoutOpaqueAlpha(picture) : picture).inDepth(depth);
  const metadata = fitting(picture.origin.metadata, picture.channels);
  if (depth === 32) return asTiff(ready, metadata);
  // The first image gives the metadata and, being black, leaves every bit of the second as it is.
  const image = sharp(metadataCarrier(metadata, ready.bands, depth))
    .boolean(asTiff(ready), 'or', { limitInputPixels: false, unlimited: true })
    .keepMetadata()
    .toColourspace(spaces[depth][picture.channels === 1 ? 'grey' : 'colour']);
  try {
    return bytesOf(await compress(image, format, options, ready).toBuffer());
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new ImageError(`cannot be written as ${format}: ${reason}`, { cause: error });
  }
}

function compress(image: Sharp, format: ImageFormat, options: EncodeOptions, { origin }: Picture): Sharp {
  const lossless = options.lossless ?? (options.quality === undefined && origin.lossless === true && origin.format === format);
  const quality = (normal: number) => options.quality ?? origin.jpegQuality ?? normal;
  switch (format) {
    case 'png':
      return image.png();
    case 'jpeg':
      return image.jpeg({ quality: quality(95), chromaSubsampling: origin.chromaSubsampling === '4:2:0' ? '4:2:0' : '4:4:4' });
    case 'webp':
      return image.webp({ quality: quality(90), lossless });
    case 'avif':
      return image.avif({ quality: quality(80), lossless });
    case 'tiff': {
      const perMillimetre = (origin.metadata.density ?? 72) / 25.4;
      return image.tiff({ compression: 'deflate', predictor: 'horizontal', xres: perMillimetre, yres: perMillimetre });
    }
  }
}

/** The samples as an uncompressed TIFF file: in place where there is room for the header and no metadata comes behind. */
function asTiff(picture: Picture, metadata: PictureMetadata = {}): Uint8Array {
  const { width, height, bands, depth, samples } = picture;
  const layout = { width, height, bands, depth };
  const start = tiffHeaderSize(layout);
  const size = start + samples.byteLength + (metadata.icc?.length ?? 0) + (metadata.xmp?.length ?? 0);
  const own = samples.buffer;
  const inPlace = samples.byteOffset === start && own instanceof ArrayBuffer && own.byteLength === size;
  const file = inPlace ? own : new ArrayBuffer(size);
  if (!inPlace) new Uint8Array(file).set(new Uint8Array(own, samples.byteOffset, samples.byteLength), start);
  writeTiffHeader(file, layout, metadata);
  return new Uint8Array(file);
}

function withoutOpaqueAlpha(picture: Picture): Picture {
  const { width, height, channels, bands, samples, depth, origin } = picture;
  if (!picture.hasAlpha) return picture;
  const result = Picture.create(width, height, channels, false, depth, origin);
  const opaque = whiteOf(depth);
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (samples[pixel * bands + channels] !== opaque) {
      throw new ImageError('cannot be written as jpeg: it is partly transparent, expected an output of PNG, WebP, AVIF or TIFF');
    }
    for (let channel = 0; channel < channels; channel++) result.samples[pixel * channels + channel] = samples[pixel * bands + channel]!;
  }
  return result;
}

/** Leaves out a colour profile that is not for this number of channels (ICC.1, header bytes 16 to 19: the colour space). */
function fitting(metadata: PictureMetadata, channels: 1 | 3): PictureMetadata {
  const { icc, ...others } = metadata;
  if (icc === undefined || String.fromCharCode(...icc.subarray(16, 20)) !== (channels === 1 ? 'GRAY' : 'RGB ')) return others;
  return metadata;
}
