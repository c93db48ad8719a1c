import { ImageError } from '@cleargrain/core';
import type { ByteReader } from './byte-reader.js';

/** Bytes a value of each field type (TIFF 6.0, section 2; 13 and 16 to 18 of its supplements), and of the words whose byte order is turned. */
const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
const words = [1, 1, 1, 2, 4, 4, 1, 1, 2, 4, 4, 4, 8, 4, 1, 1, 8, 8, 8];
/** The EXIF and GPS directories, to which an entry points. */
const pointers: ReadonlySet<number> = new Set([34665, 34853]);
/** What a directory may hold; that of an honest file of 400 megapixels is smaller. */
const mostBytes = 64e6;

/** A field of a directory. */
export interface TiffFileEntry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** Little-endian. */
  readonly value: Uint8Array;
  /** What the entry points to, when it is one of EXIF or GPS. */
  readonly directory?: readonly TiffFileEntry[];
}

/** The first directory of a TIFF file, classic or BigTIFF. */
export interface TiffFileDirectory {
  readonly big: boolean;
  readonly entries: readonly TiffFileEntry[];
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
  const entries: TiffFileEntry[] = [];
  for (let at = 0; at < count * entryBytes; at += entryBytes) {
    const tag = view.getUint16(at, little);
    const type = view.getUint16(at + 2, little);
    const values = number(view, at + 4);
    const size = (sizes[type] ?? 0) * values;
    const slot = at + entryBytes - slotBytes;
    if (size === 0) continue;
    left.bytes -= size;
    if (left.bytes < 0) throw new ImageError(`a TIFF directory of more than ${mostBytes / 1e6} MB`);
    const from = number(view, slot);
    const value = Uint8Array.from(
      size <= slotBytes ? new Uint8Array(view.buffer, view.byteOffset + slot, size) : await reader.read(from, size),
    );
    if (!little) for (let word = 0; word < size; word += words[type]!) value.subarray(word, word + words[type]!).reverse();
    const directory = !below && pointers.has(tag) ? await directoryBelow({ reader, little, big }, value, left) : undefined;
    entries.push({ tag, type, count: values, value, ...(directory && { directory }) });
  }
  return { entries, more: number(view, count * entryBytes) !== 0 };
}

/** What an entry points to; a directory that is damaged is left out. */
async function directoryBelow(head: Head, value: Uint8Array, left: { bytes: number }): Promise<TiffFileEntry[] | undefined> {
  const [offset] = numbersOf({ type: value.length === 8 ? 16 : 4, count: 1, value });
  try {
    return (await readEntries(head, offset!, left, true)).entries;
  } catch (error) {
    if (error instanceof ImageError) return undefined;
    throw error;
  }
}

/** The whole numbers of an entry. */
export function numbersOf({ type, count, value }: Pick<TiffFileEntry, 'type' | 'count' | 'value'>): number[] {
  const view = viewOf(value);
  const size = sizes[type] ?? 0;
  return Array.from({ length: count }, (_, i) => {
    if (size === 1) return value[i]!;
    if (size === 2) return view.getUint16(i * 2, true);
    return size === 4 ? view.getUint32(i * 4, true) : Number(view.getBigUint64(i * 8, true));
  });
}

/** An entry of whole numbers of 2 (type 3), 4 (type 4) or 8 bytes (type 16). */
export function numberEntry(tag: number, type: 3 | 4 | 16, values: readonly number[]): TiffFileEntry {
  const size = sizes[type]!;
  const value = new Uint8Array(values.length * size);
  const view = viewOf(value);
  values.forEach((number, i) => {
    if (size === 2) view.setUint16(i * 2, number, true);
    else if (size === 4) view.setUint32(i * 4, number, true);
    else view.setBigUint64(i * 8, BigInt(number), true);
  });
  return { tag, type, count: values.length, value };
}

/** Whole numbers of 8 bytes, which only BigTIFF has, as such of 4. */
export function asClassicEntry(entry: TiffFileEntry): TiffFileEntry {
  const directory = entry.directory?.map(asClassicEntry);
  if (entry.type < 16) return directory ? { ...entry, directory } : entry;
  const value = new Uint8Array(entry.count * 4);
  for (let i = 0; i < entry.count; i++) value.set(entry.value.subarray(i * 8, i * 8 + 4), i * 4);
  return { ...entry, type: 4, value, ...(directory && { directory }) };
}

/** The little-endian bytes of a directory that will lie `base` bytes into its file, and of what its entries point to behind it. */
export function tiffFileDirectoryBytes(entries: readonly TiffFileEntry[], base: number, big: boolean): Uint8Array {
  const [countBytes, entryBytes, slotBytes] = big ? [8, 20, 8] : [2, 12, 4];
  const head = countBytes + entries.length * entryBytes + slotBytes;
  const tail: Uint8Array[] = [];
  let end = head;
  const append = (bytes: Uint8Array): number => {
    const at = end;
    tail.push(bytes);
    end += bytes.length + (bytes.length % 2);
    return base + at;
  };
  const header = viewOf(new Uint8Array(head));
  const put = (at: number, value: number) => {
    if (big) header.setBigUint64(at, BigInt(value), true);
    else header.setUint32(at, value, true);
  };
  if (big) put(0, entries.length);
  else header.setUint16(0, entries.length, true);
  [...entries]
    .sort((a, b) => a.tag - b.tag)
    .forEach(({ tag, type, count, value, directory }, i) => {
      const at = countBytes + i * entryBytes;
      const slot = at + entryBytes - slotBytes;
      header.setUint16(at, tag, true);
      header.setUint16(at + 2, directory === undefined ? type : big ? 18 : 4, true);
      put(at + 4, count);
      if (directory !== undefined) put(slot, append(tiffFileDirectoryBytes(directory, base + end, big)));
      else if (value.length > slotBytes) put(slot, append(value));
      else new Uint8Array(header.buffer).set(value, slot);
    });
  const result = new Uint8Array(end);
  result.set(new Uint8Array(header.buffer));
  let at = head;
  for (const bytes of tail) {
    result.set(bytes, at);
    at += bytes.length + (bytes.length % 2);
  }
  return result;
}
