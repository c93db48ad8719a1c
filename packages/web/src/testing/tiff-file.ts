const short = 3;
const long = 4;

/** What a TIFF file of a test holds. */
export interface TiffParts {
  readonly width: number;
  readonly height: number;
  /** Bits a sample. */
  readonly bits: number;
  /** Samples a pixel. Default 1. */
  readonly bands?: number;
  /** The tag PhotometricInterpretation. */
  readonly photometric: number;
  /** Its rows, packed, one behind the other. */
  readonly rows: Uint8Array;
  /** Red, green and blue of a palette, all of one before the next. */
  readonly colours?: readonly number[];
}

/** A TIFF file of one strip, of any depth and kind of colour, which no encoder writes. */
export function tiffFile({ width, height, bits, bands = 1, photometric, rows, colours }: TiffParts): Uint8Array {
  const fields: (readonly [tag: number, type: number, values: readonly number[]])[] = [
    [256, short, [width]],
    [257, short, [height]],
    [258, short, Array.from({ length: bands }, () => bits)],
    [259, short, [1]],
    [262, short, [photometric]],
    [273, long, [8]],
    [277, short, [bands]],
    [278, short, [height]],
    [279, long, [rows.length]],
  ];
  if (colours !== undefined) fields.push([320, short, colours]);
  const directory = 8 + rows.length + (rows.length & 1);
  let end = directory + 2 + fields.length * 12 + 4;
  const file = Buffer.alloc(end + fields.reduce((sum, [, , { length }]) => sum + length * 4, 0));
  file.write('II*\0', 'latin1');
  file.writeUInt32LE(directory, 4);
  file.set(rows, 8);
  file.writeUInt16LE(fields.length, directory);
  fields.forEach(([tag, type, values], index) => {
    const at = directory + 2 + index * 12;
    const size = type === short ? 2 : 4;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(values.length, at + 4);
    const isFar = values.length * size > 4;
    const to = isFar ? end : at + 8;
    if (isFar) {
      file.writeUInt32LE(end, at + 8);
      end += values.length * size;
    }
    for (const [place, value] of values.entries()) file.writeUIntLE(value, to + place * size, size);
  });
  return new Uint8Array(file.subarray(0, end));
}
