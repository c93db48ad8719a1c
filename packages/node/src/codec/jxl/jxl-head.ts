import type { ByteReader } from '../../strips/byte-reader.js';

/** What the head of a JPEG XL file says of its picture. */
export interface JxlHead {
  readonly width: number;
  readonly height: number;
  /** Colour and alpha; three of colour also where the picture turns out grey. */
  readonly bands: 3 | 4;
  readonly bytesPerSample: 1 | 2 | 4;
}

/** Bits, the lowest of each byte first. */
class Bits {
  #at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  read(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.#at++) value += (((this.bytes[this.#at >> 3] ?? 0) >> (this.#at & 7)) & 1) * 2 ** i;
    return value;
  }

  /** One of four numbers, each a start and so many bits beyond. */
  choice(...options: readonly (readonly [start: number, bits: number])[]): number {
    const [start, bits] = options[this.read(2)]!;
    return start + this.read(bits);
  }
}

const ratios = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
] as const;

/** The head of the picture (ISO/IEC 18181-1, annex D: SizeHeader, and of ImageMetadata what comes before the extra channels). */
function readCodestream(bits: Bits): JxlHead {
  const { width, height } = readSize(bits);
  let sample: JxlHead['bytesPerSample'] = 1;
  let extras = 0;
  // Unless all is as usual: 8 bits, sRGB, no alpha.
  if (bits.read(1) === 0) {
    if (bits.read(1) === 1) {
      bits.read(3);
      if (bits.read(1) === 1) readSize(bits);
      // What follows a preview or an animation is not looked at: the most is assumed.
      if (bits.read(1) === 1 || bits.read(1) === 1) return { width, height, bands: 4, bytesPerSample: 4 };
    }
    const floats = bits.read(1) === 1;
    const depth = floats ? bits.choice([32, 0], [16, 0], [24, 0], [1, 6]) : bits.choice([8, 0], [10, 0], [12, 0], [1, 6]);
    if (floats) bits.read(4);
    sample = floats ? 4 : depth > 8 ? 2 : 1;
    bits.read(1);
    extras = bits.choice([0, 0], [1, 0], [2, 4], [1, 12]);
  }
  return { width, height, bands: extras > 0 ? 4 : 3, bytesPerSample: sample };
}

function readSize(bits: Bits): { readonly width: number; readonly height: number } {
  const small = bits.read(1) === 1;
  const side = () => (small ? (bits.read(5) + 1) * 8 : bits.choice([1, 9], [1, 13], [1, 18], [1, 30]));
  const height = side();
  const ratio = ratios[bits.read(3) - 1];
  return { width: ratio === undefined ? side() : Math.floor((height * ratio[0]) / ratio[1]), height };
}

/** Reads the head of a JPEG XL file, without its decoder; undefined where there is none. */
export async function readJxlHead(reader: ByteReader): Promise<JxlHead | undefined> {
  const start = await codestreamStart(reader);
  if (start === undefined || start + 2 >= reader.size) return undefined;
  const bytes = await reader.read(start, Math.min(64, reader.size - start));
  return bytes[0] === 0xff && bytes[1] === 0x0a ? readCodestream(new Bits(bytes.subarray(2))) : undefined;
}

/** Where the codestream begins, behind the boxes before it. */
async function codestreamStart(reader: ByteReader): Promise<number | undefined> {
  const first = await reader.read(0, Math.min(2, reader.size));
  if (first[0] === 0xff) return 0;
  for (let at = 0; at + 16 <= reader.size; ) {
    const box = Buffer.from(await reader.read(at, 16));
    const type = box.toString('latin1', 4, 8);
    const size = box.readUInt32BE(0);
    const head = size === 1 ? 16 : 8;
    if (type === 'jxlc') return at + head;
    // A part of it, behind a number.
    if (type === 'jxlp') return at + head + 4;
    const length = size === 1 ? Number(box.readBigUInt64BE(8)) : size;
    if (length < head) return undefined;
    at += length;
  }
  return undefined;
}
