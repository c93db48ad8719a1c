import { bytesOfType, ImageError, numbersOfEntry, type TiffEntry, turnBytes } from '@cleargrain/core';
import type { ByteReader } from './byte-reader.js';

/** The EXIF and GPS directories, to which an entry points. */
const pointers: ReadonlySet<number> = new Set([34665, 34853]);
/** What a directory may hold; that of an honest file of 400 megapixels is smaller. */
const mostBytes = 64e6;

/** The first directory of a TIFF file, classic or BigTIFF. */
export interface TiffFileDirectory {
  readonly big: boolean;
  readonly entries: readonly TiffEntry[];
  /** Whether another page follows. */
  readonly more: boolean;
}

interface Head {
  readonly reader: ByteReader;
  readonly little: boolean;
  readonly big: boolean;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/**
 * Reads the first directory of a TIFF file, or of an EXIF block (which is one), without reading its pixels.
 * @throws ImageError when it lies outside the file, or is none.
 */
export async function readTiffFileDirectory(reader: ByteReader): Promise<TiffFileDirectory> {
  const start = viewOf(await reader.read(0, 8));
  const little = start.getUint16(0) === 0x4949;
  const magic = start.getUint16(2, little);
  if (magic !== 42 && magic !== 43) throw new ImageError('not a TIFF directory');
  const big = magic === 43;
  const first = big ? Number(viewOf(await reader.read(8, 8)).getBigUint64(0, little)) : start.getUint32(4, little);
  return { big, ...(await readEntries({ reader, little, big }, first, { bytes: mostBytes }, false)) };
}

async function readEntries({ reader, little, big }: Head, offset: number, left: { bytes: number }, below: boolean) {
  const number = (view: DataView, at: number) => (big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little));
  const [countBytes, entryBytes, slotBytes] = big ? [8, 20, 8] : [2, 12, 4];
  const counted = viewOf(await reader.read(offset, countBytes));
  const count = big ? Number(counted.getBigUint64(0, little)) : counted.getUint16(0, little);
  if (count > 65535) throw new ImageError(`a TIFF directory of ${count} entries, expected at most 65535`);
  const view = viewOf(await reader.read(offset + countBytes, count * entryBytes + slotBytes));
  const entries: TiffEntry[] = [];
  for (let at = 0; at < count * entryBytes; at += entryBytes) {
    const tag = view.getUint16(at, little);
    const type = view.getUint16(at + 2, little);
    const values = number(view, at + 4);
    const size = bytesOfType(type) * values;
    const slot = at + entryBytes - slotBytes;
    if (size === 0) continue;
    left.bytes -= size;
    if (left.bytes < 0) throw new ImageError(`a TIFF directory of more than ${mostBytes / 1e6} MB`);
    const from = number(view, slot);
    const value = Uint8Array.from(
      size <= slotBytes ? new Uint8Array(view.buffer, view.byteOffset + slot, size) : await reader.read(from, size),
    );
    if (!little) turnBytes(value, type);
    const directory = !below && pointers.has(tag) ? await directoryBelow({ reader, little, big }, value, left) : undefined;
    entries.push({ tag, type, count: values, value, ...(directory && { directory }) });
  }
  return { entries, more: number(view, count * entryBytes) !== 0 };
}

/** What an entry points to; a directory that is damaged is left out. */
async function directoryBelow(head: Head, value: Uint8Array, left: { bytes: number }): Promise<TiffEntry[] | undefined> {
  const [offset] = numbersOfEntry({ tag: 0, type: value.length === 8 ? 16 : 4, count: 1, value });
  try {
    return (await readEntries(head, offset!, left, true)).entries;
  } catch (error) {
    if (error instanceof ImageError) return undefined;
    throw error;
  }
}
