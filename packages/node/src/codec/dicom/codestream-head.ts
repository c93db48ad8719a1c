import { ImageError } from '@cleargrain/core/picture';

/** What a JPEG, JPEG-LS or JPEG 2000 codestream says of its picture. */
export interface CodestreamHead {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Bits a sample. */
  readonly bits: number;
}

/** How far into a piece the codestream of JPEG 2000 may begin: some wrap it as a JP2 file does. */
const wrapped = 1024;
/** Markers of this range begin a frame, but for three of other meaning; JPEG-LS has its own. */
const notFrames: ReadonlySet<number> = new Set([0xc4, 0xc8, 0xcc]);
const isFrame = (marker: number) => (marker >= 0xc0 && marker <= 0xcf && !notFrames.has(marker)) || marker === 0xf7;

/**
 * Reads the size in the head of a JPEG or JPEG-LS stream (ITU-T T.81, B.2; T.87, C.2) or a JPEG 2000 codestream (T.800, A.5.1).
 * @throws ImageError when there is none.
 */
export function codestreamHead(bytes: Uint8Array): CodestreamHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    return view.getUint16(0) === 0xffd8 ? jpegHead(view) : jpeg2000Head(view);
  } catch (error) {
    if (error instanceof RangeError) throw new ImageError('a frame of compressed pixels is cut short');
    throw error;
  }
}

function jpegHead(view: DataView): CodestreamHead {
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) throw new ImageError('a frame of compressed pixels without a size');
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) {
      const [bits, height, width] = [view.getUint8(at + 4), view.getUint16(at + 5), view.getUint16(at + 7)];
      return { width, height, components: view.getUint8(at + 9), bits };
    }
    // Fill bytes may stand before a marker.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
}

function jpeg2000Head(view: DataView): CodestreamHead {
  let at = 0;
  while (view.getUint32(at) !== 0xff4fff51) if (++at > wrapped) throw new ImageError('a frame of compressed pixels without a size');
  const size = (across: number) => view.getUint32(at + 8 + across) - view.getUint32(at + 16 + across);
  return { width: size(0), height: size(4), components: view.getUint16(at + 40), bits: (view.getUint8(at + 42) & 0x7f) + 1 };
}
