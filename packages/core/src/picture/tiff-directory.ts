/** Bytes a value of each field type (TIFF 6.0, section 2; 16 to 18 of BigTIFF), and of the words in it, whose byte order is turned. */
const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
const words = [1, 1, 1, 2, 4, 4, 1, 1, 2, 4, 4, 4, 8, 4, 1, 1, 8, 8, 8];

/** The EXIF and GPS directories, to which an entry of the main directory points (EXIF 2.32, section 4.6.3). */
const pointers: ReadonlySet<number> = new Set([34665, 34853]);

/** A field of a TIFF directory. */
export interface TiffEntry {
  /** What it says (TIFF 6.0, section 8). */
  readonly tag: number;
  /** The type of its values (TIFF 6.0, section 2). */
  readonly type: number;
  /** The number of its values. */
  readonly count: number;
  /** Little-endian. */
  readonly value: Uint8Array;
  /** Where the value lies in the file already. Default: it is written behind its directory. */
  readonly place?: number;
  /** What the entry points to, when it is one of EXIF or GPS. */
  readonly directory?: readonly TiffEntry[];
}

/** The head of a TIFF file (or of an EXIF block, which is one): byte order, width of offsets, and where its first directory lies. */
export interface TiffHead {
  /** The file's bytes. */
  readonly view: DataView;
  /** Whether numbers begin with their lowest byte. */
  readonly little: boolean;
  /** Whether offsets have 64 bits (BigTIFF). */
  readonly big: boolean;
  /** Where the first page's directory lies. */
  readonly first: number;
}

/** A type's bytes a value; 0 for one that is not known. */
export const bytesOfType = (type: number): number => sizes[type] ?? 0;

/**
 * Opens a TIFF file of either byte order, BigTIFF too.
 * @throws RangeError when it is none, or ends before its head does.
 */
export function openTiff(bytes: Uint8Array): TiffHead {
  const start = bytes[0] === 0x45 ? 6 : 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  const little = view.getUint16(0) === 0x4949;
  const magic = view.getUint16(2, little);
  if (magic !== 42 && magic !== 43) throw new RangeError('not a TIFF directory');
  const big = magic === 43;
  return { view, little, big, first: big ? Number(view.getBigUint64(8, little)) : view.getUint32(4, little) };
}

/** Where the entries of a directory lie: how many, the first, bytes each, and where the offset of the next directory is. */
function layoutOf({ view, little, big }: TiffHead, offset: number) {
  const count = big ? Number(view.getBigUint64(offset, little)) : view.getUint16(offset, little);
  const start = offset + (big ? 8 : 2);
  const size = big ? 20 : 12;
  return { count, start, size, next: start + count * size };
}

/**
 * The offsets of the directories of a file's pages, in their order.
 * @throws RangeError when one lies outside the file or the chain comes back to itself.
 */
export function tiffPageOffsets(head: TiffHead): number[] {
  const { view, little, big } = head;
  const offsets: number[] = [];
  const seen = new Set<number>();
  for (let offset = head.first; offset !== 0; ) {
    if (seen.has(offset)) throw new RangeError('pages that come back to themselves');
    seen.add(offset);
    offsets.push(offset);
    const { next } = layoutOf(head, offset);
    offset = big ? Number(view.getBigUint64(next, little)) : view.getUint32(next, little);
  }
  return offsets;
}

/** Where an entry's values lie. */
export interface TiffField {
  /** What it says (TIFF 6.0, section 8). */
  readonly tag: number;
  /** The type of its values (TIFF 6.0, section 2). */
  readonly type: number;
  /** The number of its values. */
  readonly count: number;
  /** Where its first value lies. */
  readonly from: number;
}

/** The fields of a directory, unread. */
export function* tiffFields(head: TiffHead, offset: number): Generator<TiffField> {
  const { view, little, big } = head;
  const { count: entries, start, size } = layoutOf(head, offset);
  for (let at = start; at < start + entries * size; at += size) {
    const type = view.getUint16(at + 2, little);
    const count = big ? Number(view.getBigUint64(at + 4, little)) : view.getUint32(at + 4, little);
    const slot = at + (big ? 12 : 8);
    const inside = bytesOfType(type) * count <= (big ? 8 : 4);
    const from = inside ? slot : big ? Number(view.getBigUint64(slot, little)) : view.getUint32(slot, little);
    yield { tag: view.getUint16(at, little), type, count, from };
  }
}

/** A value of a field of whole numbers of 2, 4 or 8 bytes, or of single bytes. */
export function numberOfField({ view, little }: TiffHead, { type, from }: TiffField, index = 0): number {
  const size = bytesOfType(type);
  const at = from + index * size;
  if (size === 1) return view.getUint8(at);
  if (size === 2) return view.getUint16(at, little);
  return size === 4 ? view.getUint32(at, little) : Number(view.getBigUint64(at, little));
}

/**
 * Reads the entries of a directory that `wanted` takes, and those of the EXIF and GPS directories that they point to. Values outside the file
 * are left out.
 * @throws RangeError when the directory itself lies outside the file, or its values overlap.
 */
export function readTiffDirectory(
  head: TiffHead,
  offset: number,
  wanted: (tag: number) => boolean = () => true,
  below = false,
): TiffEntry[] {
  const { view, little } = head;
  const entries: TiffEntry[] = [];
  // Values do not overlap in an honest file, so together they are no longer than it.
  let left = view.byteLength;
  for (const field of tiffFields(head, offset)) {
    const { tag, type, count, from } = field;
    const size = bytesOfType(type) * count;
    if (size === 0 || !wanted(tag) || from + size > view.byteLength) continue;
    left -= size;
    if (left < 0) throw new RangeError('values that overlap');
    const value = Uint8Array.from(new Uint8Array(view.buffer, view.byteOffset + from, size));
    if (!little) turnBytes(value, type);
    const pointer = !below && pointers.has(tag);
    const directory = pointer ? readTiffDirectory(head, numberOfField(head, field), undefined, true) : undefined;
    entries.push(asClassic({ tag, type, count, value, ...(directory && { directory }) }));
  }
  return entries;
}

/** Turns little-endian what lies in the other byte order, in place. */
export function turnBytes(value: Uint8Array, type: number): void {
  const word = words[type] ?? 1;
  for (let at = 0; at < value.length; at += word) value.subarray(at, at + word).reverse();
}

/** Whole numbers of 8 bytes, which only BigTIFF has, as such of 4. */
export function asClassic(entry: TiffEntry): TiffEntry {
  if (entry.type < 16) return entry;
  const value = new Uint8Array(entry.count * 4);
  for (let i = 0; i < entry.count; i++) value.set(entry.value.subarray(i * 8, i * 8 + 4), i * 4);
  return { ...entry, type: 4, value };
}

/** An entry of whole numbers of 2 (type 3), 4 (type 4) or 8 bytes (type 16, of BigTIFF alone). */
export function tiffNumbers(tag: number, type: 3 | 4 | 16, values: readonly number[]): TiffEntry {
  const size = bytesOfType(type);
  const value = new Uint8Array(values.length * size);
  const view = new DataView(value.buffer);
  values.forEach((number, i) => {
    if (type === 3) view.setUint16(i * 2, number, true);
    else if (type === 4) view.setUint32(i * 4, number, true);
    else view.setBigUint64(i * 8, BigInt(number), true);
  });
  return { tag, type, count: values.length, value };
}

/** An entry of text, closed by a zero. */
export function tiffText(tag: number, text: string): TiffEntry {
  const value = Uint8Array.from(`${text}\0`, (character) => character.charCodeAt(0));
  return { tag, type: 2, count: value.length, value };
}

/** An entry of fractions, signed ones for type 10, with six digits. */
export function tiffFractions(tag: number, type: 5 | 10, values: readonly number[]): TiffEntry {
  const value = new Uint8Array(values.length * 8);
  const view = new DataView(value.buffer);
  values.forEach((number, i) => {
    // A time such as 1/250 is exact as it is written.
    const inverse = number > 0 && number < 1 && Math.abs(1 / number - Math.round(1 / number)) < 1e-4 * (1 / number);
    view.setInt32(i * 8, inverse ? 1 : Math.round(number * (Math.abs(number) > 2000 ? 1 : 1e6)), true);
    view.setInt32(i * 8 + 4, inverse ? Math.round(1 / number) : Math.abs(number) > 2000 ? 1 : 1e6, true);
  });
  return { tag, type, count: values.length, value };
}

/** The numbers of an entry of type 1, 3 or 4, or of 8 bytes. */
export function numbersOfEntry({ type, count, value }: TiffEntry): number[] {
  const view = new DataView(value.buffer, value.byteOffset, value.length);
  return Array.from({ length: count }, (_, i) => {
    if (type === 1) return value[i]!;
    if (type === 3) return view.getUint16(i * 2, true);
    return bytesOfType(type) === 8 ? Number(view.getBigUint64(i * 8, true)) : view.getUint32(i * 4, true);
  });
}

/** The little-endian bytes of a directory that will lie `base` bytes into its file, and of what its entries point to behind it. */
export function tiffDirectoryBytes(entries: readonly TiffEntry[], base: number, big = false): Uint8Array {
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
  const header = new DataView(new ArrayBuffer(head));
  const put = (at: number, value: number) => {
    if (big) header.setBigUint64(at, BigInt(value), true);
    else header.setUint32(at, value, true);
  };
  if (big) put(0, entries.length);
  else header.setUint16(0, entries.length, true);
  [...entries]
    .sort((a, b) => a.tag - b.tag)
    .forEach(({ tag, type, count, value, place, directory }, i) => {
      const at = countBytes + i * entryBytes;
      const slot = at + entryBytes - slotBytes;
      header.setUint16(at, tag, true);
      header.setUint16(at + 2, directory === undefined ? type : big ? 18 : 4, true);
      put(at + 4, count);
      if (directory !== undefined) put(slot, append(tiffDirectoryBytes(directory, base + end, big)));
      else if (value.length > slotBytes) put(slot, place ?? append(value));
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
