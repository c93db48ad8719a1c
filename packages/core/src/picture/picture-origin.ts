import type { OriginFormat } from './image-format.js';
import type { SampleDepth } from './samples.js';

/** What a file holds beside its pixels, carried from the file that was read to the file that is written. */
export interface PictureMetadata {
  /** The colour profile that the samples are meant in. */
  readonly icc?: Uint8Array;
  /** The EXIF block, its orientation set to 1: pixels are turned upright when they are read. */
  readonly exif?: Uint8Array;
  /** The XMP packet. */
  readonly xmp?: Uint8Array;
  /** Pixels per inch. */
  readonly density?: number;
  /** The IPTC block of a JPEG file's Photoshop segment, 8BIM resources as they lie there. */
  readonly iptc?: Uint8Array;
  /** The tags of a TIFF page that no other format holds (names, places, page numbers, instruments), as a TIFF directory of their own. */
  readonly tiffTags?: Uint8Array;
}

/** How the samples of a TIFF page lay in their file. */
export interface TiffStorage {
  /** How its strips or tiles are packed. */
  readonly compression: 'none' | 'lzw' | 'deflate' | 'packbits';
  /** Width and height of its tiles, multiples of 16; absent for strips. */
  readonly tile?: { readonly width: number; readonly height: number };
  /** Whether colour is multiplied by alpha. */
  readonly associatedAlpha?: boolean;
}

/** What the file was that a picture came from: what is written like it looks like it. */
export interface PictureOrigin {
  /** What kind of file it was; not each of them is written. */
  readonly format: OriginFormat;
  /** Bits a sample; 32 are floats. */
  readonly depth: SampleDepth;
  /** Bits a sample of an AVIF or HEIC file, where they are 10 or 12; the samples then fill the range of 16. */
  readonly bitsPerSample?: 10 | 12;
  /** JPEG quality, 1 to 100, estimated from the file's quantisation table. */
  readonly jpegQuality?: number;
  /** How a JPEG's colour is sampled: `4:2:0`, `4:4:4` or another. */
  readonly chromaSubsampling?: string;
  /** Whether a WebP file was without loss; absent for AVIF, where the reader does not tell. */
  readonly lossless?: boolean;
  /** How a TIFF file was laid out. */
  readonly tiff?: TiffStorage;
  /** The size of the whole, where the picture is one of the four planes of a sensor's pixels. */
  readonly mosaic?: { readonly width: number; readonly height: number };
  /** The whole file, where a result is the same file with other pixels: DICOM, and what cameras write. */
  readonly container?: Uint8Array;
  /** What it held beside its pixels. */
  readonly metadata: PictureMetadata;
}
