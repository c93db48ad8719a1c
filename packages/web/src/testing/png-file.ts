import { crc32, deflateSync } from 'node:zlib';

const headerSize = 13;
const latin = (text: string) => Buffer.from(text, 'latin1');

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([latin(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** Numbers of 16 bits as PNG holds them. */
export function bigEndian(numbers: readonly number[]): Uint8Array {
  return Uint8Array.from(numbers.flatMap((number) => [number >> 8, number & 255]));
}

/** What a PNG file of a test holds. */
export interface PngParts {
  readonly width: number;
  readonly height: number;
  /** Bits a sample. */
  readonly bits: number;
  /** 0 is grey, 2 colour. */
  readonly colourType: 0 | 2;
  /** Its rows, packed, one behind the other. */
  readonly rows: Uint8Array;
  /** Chunks between header and pixels, type and content. */
  readonly chunks?: readonly (readonly [type: string, data: Uint8Array])[];
}

/** A PNG file of any depth, with any chunks, which no encoder writes. */
export function pngFile({ width, height, bits, colourType, rows, chunks = [] }: PngParts): Uint8Array {
  const header = Buffer.alloc(headerSize);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([bits, colourType], 8);
  const stride = rows.length / height;
  // A byte before each row says that it is not filtered.
  const filtered = Array.from({ length: height }, (_, y) => [Uint8Array.of(0), rows.subarray(y * stride, (y + 1) * stride)]).flat();
  return new Uint8Array(
    Buffer.concat([
      latin('\x89PNG\r\n\x1a\n'),
      chunk('IHDR', header),
      ...chunks.map(([type, data]) => chunk(type, data)),
      chunk('IDAT', deflateSync(Buffer.concat(filtered))),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}
