import { importOptional } from '../import-optional.js';
import type { DicomLayout } from './dicom-layout.js';
import type { DicomCompression } from './transfer-syntaxes.js';

/** The samples of a frame, a byte or a little-endian word each; colour interleaved, or in planes. */
export interface DecodedFrame {
  readonly samples: Uint8Array;
  readonly planar: boolean;
}

/** Decodes a frame's compressed bytes. */
export type FrameDecoder = (frame: Uint8Array) => DecodedFrame | Promise<DecodedFrame>;

/** The part of the WebAssembly decoders that is used here. */
interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  /** What `decode` made, in the decoder's own memory. */
  getDecodedBuffer(): Uint8Array;
  /** JPEG-LS: 0 where each component is coded by itself. */
  getInterleaveMode?(): number;
  delete(): void;
}
type WasmModule<Name extends string> = { readonly default: (settings: object) => Promise<Readonly<Record<Name, new () => WasmDecoder>>> };

interface LosslessModule {
  readonly Decoder: new () => {
    decode(buffer: ArrayBufferLike, offset: number, length: number, bytesPerSample: number): Uint8Array | Uint16Array;
  };
}

/** What decoders print is no message of ours. */
const silent = { print() {}, printErr() {} };
const spaces = { 1: 'b-w', 3: 'srgb' } as const;
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => new Uint8Array(buffer, byteOffset, byteLength);

/** The decoder of a class of a module in WebAssembly. */
function wasmDecoder(Decoder: new () => WasmDecoder): FrameDecoder {
  return (frame) => {
    const decoder = new Decoder();
    try {
      decoder.getEncodedBuffer(frame.length).set(frame);
      decoder.decode();
      return { samples: Uint8Array.from(bytesOf(decoder.getDecodedBuffer())), planar: decoder.getInterleaveMode?.() === 0 };
    } finally {
      decoder.delete();
    }
  };
}

/**
 * The decoder of frames that are compressed so.
 * @throws ImageError when the package for it is not installed.
 */
export async function loadFrameDecoder(
  compression: Exclude<DicomCompression, 'RLE'>,
  { channels, allocated }: Pick<DicomLayout, 'channels' | 'allocated'>,
): Promise<FrameDecoder> {
  const load = <Module>(name: string, path = ''): Promise<Module> =>
    importOptional(`DICOM (${compression})`, name, () => import(`${name}${path}`));
  switch (compression) {
    case 'JPEG': {
      const { default: sharp } = await import('sharp');
      return async (frame) => {
        const image = sharp(frame, { failOn: 'truncated', limitInputPixels: false, ignoreIcc: true });
        return { samples: await image.toColourspace(spaces[channels]).raw().toBuffer(), planar: false };
      };
    }
    case 'JPEG lossless': {
      const { Decoder } = await load<LosslessModule>('jpeg-lossless-decoder-js');
      return ({ buffer, byteOffset, length }) => ({
        samples: bytesOf(new Decoder().decode(buffer, byteOffset, length, allocated === 8 ? 1 : 2)),
        planar: false,
      });
    }
    case 'JPEG-LS': {
      const module = await load<WasmModule<'JpegLSDecoder'>>('@cornerstonejs/codec-charls', '/decodewasmjs');
      return wasmDecoder((await module.default(silent)).JpegLSDecoder);
    }
    case 'JPEG 2000': {
      const module = await load<WasmModule<'J2KDecoder'>>('@cornerstonejs/codec-openjpeg', '/decodewasmjs');
      return wasmDecoder((await module.default(silent)).J2KDecoder);
    }
  }
}
