import type { ColorSpace } from '../codec/color-space.js';
import type { EncodeOptions } from '../codec/encode-picture.js';
import type { EncodedPicture, SharpFormat } from '../codec/sharp-encoder.js';

/** What the codec's process is asked to do, from file to file, a few rows at a time where the format allows it. */
export type CodecTask =
  | {
      /** Decodes a picture into a file of the codec library's own kind, samples without compression; its name must end with `.v`. */
      readonly kind: 'decode';
      readonly input: string;
      readonly output: string;
      readonly space: ColorSpace;
      /** Whether the samples are left in their own colour profile. */
      readonly direct: boolean;
    }
  | {
      /** Encodes a raw TIFF file of 8 or 16 bits. */
      readonly kind: 'encode';
      readonly input: string;
      readonly output: string;
      readonly picture: EncodedPicture;
      readonly format: SharpFormat;
      readonly options: EncodeOptions;
    };

/** What the process sends back: nothing, or why it failed, in a line. */
export interface CodecReply {
  readonly failure?: string;
}
