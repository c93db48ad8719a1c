import type { PictureMetadata, Samples } from '@cleargrain/core/picture';

/** A picture as a decoder in a thread gives it: interleaved samples in the range of their array, alpha last. */
export interface DecodedPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly hasAlpha: boolean;
  readonly samples: Samples;
  /** Bits a sample where the file's are 10 or 12; the samples fill the range of 16. */
  readonly bitsPerSample?: 10 | 12;
  readonly lossless?: boolean;
  readonly metadata: PictureMetadata;
  /** Which colours RGB stands for, where no profile says so (ITU-T H.273: colour primaries and transfer characteristics). */
  readonly code?: { readonly primaries: number; readonly transfer: number };
}
