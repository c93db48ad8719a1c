import { ImageError, type ImageFormat, integerIn, oneOf, type Picture, type SampleDepth } from '@cleargrain/core';
import { asColor } from './as-color.js';
import { shownDicom, writeDicom } from './dicom/write-dicom.js';
import { encodeBySharp } from './encode-by-sharp.js';
import { encodePortableMap } from './encode-portable-map.js';
import { encodeTiff } from './encode-tiff.js';
import { fitToFormat, plainFormats } from './fit-to-format.js';
import { encodeDng } from './raw/encode-dng.js';
import { showRaw } from './raw/show-raw.js';
import { runInThread } from './thread/run-in-thread.js';
import { shared } from './thread/shared.js';

/** How a picture is written. */
export interface EncodeOptions {
  /** Default: the format that the picture came from; DNG for a camera's raw file, PNG for GIF and HEIC. */
  readonly format?: ImageFormat;
  /** Quality of JPEG, WebP and AVIF, an integer from 1 to 100. Default: that of the JPEG it came from, else JPEG 95, WebP 90, AVIF 80. */
  readonly quality?: number;
  /** How a JPEG samples colour. Default: 4:2:0 where the picture came from a JPEG of it, else 4:4:4. */
  readonly chromaSubsampling?: '4:2:0' | '4:4:4';
  /** Bits a sample: 8, 16 (PNG, TIFF; AVIF then holds 10 or 12) or 32 (TIFF, floats). Default: the picture's own, or the most that the format holds. */
  readonly depth?: SampleDepth;
  /** WebP and AVIF without loss. Default: as in the WebP file that the picture came from; false for AVIF, which does not tell. */
  readonly lossless?: boolean;
}

const written = [...plainFormats, 'dicom', 'dng'] as const;

/**
 * The file of a picture, with the colour profile, EXIF, XMP, IPTC and resolution of its origin as far as the format holds them
 * (docs/formats.md). JPEG and WebP hold 8 bits, AVIF 12; deeper samples are rounded.
 * @throws ImageError when the format cannot hold the picture: alpha in JPEG, too many pixels a side, 4 GiB of floats in TIFF.
 * @throws RangeError when an option is not valid.
 */
export async function encodePicture(picture: Picture, options: EncodeOptions = {}): Promise<Uint8Array> {
  return encodePictures([picture], options);
}

/**
 * The file of all pages, as `decodePictures` gave them; see `encodePicture`. The first page's origin chooses the format.
 * @throws ImageError also when the format holds one page only.
 */
export async function encodePictures(pages: readonly Picture[], options: EncodeOptions = {}): Promise<Uint8Array> {
  const [first] = pages;
  if (first === undefined) throw new RangeError('expected at least one page, received none');
  const sensor = first.origin.mosaic !== undefined;
  const own = sensor ? 'dng' : (written.find((name) => name === first.origin.format) ?? 'png');
  const format = oneOf('format', options.format ?? own, written);
  if (options.quality !== undefined) integerIn('quality', options.quality, 1, 100);
  if (options.chromaSubsampling !== undefined) oneOf('chromaSubsampling', options.chromaSubsampling, ['4:2:0', '4:4:4']);
  if (format === 'dicom') return writeDicom(pages);
  if (format === 'dng') return encodeDng(pages);
  if (sensor && pages.length > 1) return encodePictures([await showRaw(pages)], { ...options, format });
  if (pages.length > 1 && format !== 'tiff') {
    throw new ImageError(
      `cannot be written as ${format}: ${pages.length} ${first.origin.format === 'dicom' ? 'frames' : 'pages'}, expected an output of TIFF`,
    );
  }
  const shown = first.origin.format === 'dicom' ? await shownDicom(pages) : pages;
  const ready = shown.map((picture) => fitToFormat(picture, format, options));
  if (format === 'tiff') return encodeTiff(ready);
  const [only] = ready;
  if (format === 'jxl') return encodeInThread(only!, options);
  return format === 'pnm' || format === 'pfm' ? encodePortableMap(only!) : encodeBySharp(only!, format, options);
}

/** JPEG XL is without loss, unless the picture comes from a format with, or a quality is asked for. */
async function encodeInThread(picture: Picture, options: EncodeOptions): Promise<Uint8Array> {
  const { width, height, channels, bands, samples, origin } = picture.depth === 32 ? asColor(picture) : picture;
  const lossy = ['jpeg', 'avif', 'heic'].includes(origin.format) || (origin.format === 'webp' && !origin.lossless);
  const quality = options.quality ?? (lossy ? (origin.jpegQuality ?? 90) : undefined);
  const request = { width, height, channels, bands, samples: await shared(samples), metadata: origin.metadata };
  return runInThread('encode jxl', { ...request, ...(quality !== undefined && !options.lossless && { quality }) });
}
