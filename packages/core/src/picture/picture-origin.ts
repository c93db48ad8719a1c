import type { ImageFormat } from './image-format.js';
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
}

/** What the file was that a picture came from: what is written like it looks like it. */
export interface PictureOrigin {
  /** `gif` is read only. */
  readonly format: ImageFormat | 'gif';
  /** Bits a sample; 32 are floats. */
  readonly depth: SampleDepth;
  /** JPEG quality, 1 to 100, estimated from the file's quantisation table. */
  readonly jpegQuality?: number;
  /** How a JPEG's colour is sampled: `4:2:0`, `4:4:4` or another. */
  readonly chromaSubsampling?: string;
  /** Whether a WebP file was without loss; absent for AVIF, where the reader does not tell. */
  readonly lossless?: boolean;
  /** What it held beside its pixels. */
  readonly metadata: PictureMetadata;
}
