import {
  ImageError,
  type ImageFormat,
  integerIn,
  oneOf,
  Picture,
  type PictureMetadata,
  type SampleDepth,
  tiffFileSize,
  tiffHeaderSize,
  tiffWithExif,
  whiteOf,
  writeTiffHeader,
} from '@cleargrain/core';
import sharp, { type Sharp } from 'sharp';
import { bytesOf } from './bytes-of.js';
import { encodePortableMap } from './encode-portable-map.js';
import { metadataCarrier } from './metadata-carrier.js';

/** How a picture is written. */
export interface EncodeOptions {
  /** Default: the format that the picture came from; PNG for a GIF. */
  readonly format?: ImageFormat;
  /** Quality of JPEG, WebP and AVIF, an integer from 1 to 100. Default: that of the JPEG it came from, else JPEG 95, WebP 90, AVIF 80. */
  readonly quality?: number;
  /** Bits a sample: 8, 16 (PNG, TIFF) or 32 (TIFF, floats). Default: the picture's own, or the most that the format holds. */
  readonly depth?: SampleDepth;
  /** WebP and AVIF without loss. Default: as in the WebP file that the picture came from; false for AVIF, which does not tell. */
  readonly lossless?: boolean;
}

const mostBits: Readonly<Record<ImageFormat, SampleDepth>> = { png: 16, jpeg: 8, webp: 8, avif: 8, tiff: 32, pnm: 16, pfm: 32 };
const spaces = {
  8: { gray: 'b-w', color: 'srgb' },
  16: { gray: 'grey16', color: 'rgb16' },
} as const;

/**
 * The file of a picture, with the colour profile, EXIF, XMP and resolution of its origin. JPEG, WebP and AVIF hold 8 bits;
 * deeper samples are rounded.
 * @throws ImageError when the format cannot hold the picture: alpha in JPEG, too many pixels a side, 4 GiB of floats in TIFF.
 * @throws RangeError when an option is not valid.
 */
export async function encodePicture(picture: Picture, options: EncodeOptions = {}): Promise<Uint8Array> {
  const own = picture.origin.format === 'gif' ? 'png' : picture.origin.format;
  const format = oneOf('format', options.format ?? own, ['png', 'jpeg', 'webp', 'avif', 'tiff', 'pnm', 'pfm']);
  if (options.quality !== undefined) integerIn('quality', options.quality, 1, 100);
  const depth = options.depth ?? (format === 'pfm' ? 32 : (Math.min(picture.depth, mostBits[format]) as SampleDepth));
  if (![8, 16, 32].includes(depth) || depth > mostBits[format]) {
    throw new RangeError(`expected a depth of at most ${mostBits[format]} bits for ${format}, received ${depth}`);
  }
  if (format === 'pfm' && depth !== 32) throw new RangeError(`expected a depth of 32 bits for pfm, received ${depth}`);
  const opaque = format === 'jpeg' || format === 'pnm' || format === 'pfm';
  const ready = (opaque ? withoutOpaqueAlpha(picture, format) : picture).inDepth(depth);
  if (format === 'pnm' || format === 'pfm') return encodePortableMap(ready);
  const metadata = fitting(picture.origin.metadata, picture.channels);
  if (depth === 32) return withExif(asTiff(ready, metadata), metadata);
  const { width, height, bands, samples } = ready;
  const image = sharp(samples, { raw: { width, height, channels: bands }, limitInputPixels: false }).toColourspace(
    spaces[depth][picture.channels === 1 ? 'gray' : 'color'],
  );
  if (metadata.icc ?? metadata.exif ?? metadata.xmp) {
    // Black leaves every bit of the picture as it is, and brings its metadata along.
    const carrier = metadataCarrier(metadata, bands, depth);
    image.boolean(Buffer.from(carrier.buffer, carrier.byteOffset, carrier.length), 'or');
  }
  if (metadata.icc !== undefined) image.keepIccProfile();
  if (metadata.exif !== undefined) image.keepExif();
  if (metadata.xmp !== undefined) image.keepXmp();
  if (metadata.density !== undefined) image.withDensity(metadata.density);
  try {
    const file = bytesOf(await compress(image, format, options, ready).toBuffer());
    return format === 'tiff' ? withExif(file, metadata) : file;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new ImageError(`cannot be written as ${format}: ${reason}`, { cause: error });
  }
}

function compress(image: Sharp, format: Exclude<ImageFormat, 'pnm' | 'pfm'>, options: EncodeOptions, { origin }: Picture): Sharp {
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

function withExif(tiff: Uint8Array, { exif }: PictureMetadata): Uint8Array {
  return exif === undefined ? tiff : tiffWithExif(tiff, exif);
}

function asTiff({ width, height, bands, depth, samples }: Picture, metadata: PictureMetadata): Uint8Array {
  const layout = { width, height, bands, depth };
  const start = tiffHeaderSize(layout);
  const file = new ArrayBuffer(tiffFileSize(layout, metadata));
  new Uint8Array(file).set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), start);
  writeTiffHeader(file, layout, metadata);
  return new Uint8Array(file);
}

function withoutOpaqueAlpha(picture: Picture, format: ImageFormat): Picture {
  const { width, height, channels, bands, samples, depth, origin } = picture;
  if (!picture.hasAlpha) return picture;
  const result = Picture.create({ width, height, channels, depth, origin });
  const opaque = whiteOf(depth);
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (samples[pixel * bands + channels] !== opaque) {
      throw new ImageError(`cannot be written as ${format}: it is partly transparent, expected an output of PNG, WebP, AVIF or TIFF`);
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
