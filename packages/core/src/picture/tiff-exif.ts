/** What of a TIFF file's first directory is EXIF (EXIF 2.32, section 4.6.4): words, camera, dates, and the EXIF and GPS directories. */
const exifTags: ReadonlySet<number> = new Set([270, 271, 272, 305, 306, 315, 33432, 34665, 34853]);
const pointers: ReadonlySet<number> = new Set([34665, 34853]);
/** Bytes a value of each field type (TIFF 6.0, section 2), and of the words in it, whose byte order is turned. */
const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const words = [1, 1, 1, 2, 4, 4, 1, 1, 2, 4, 4, 4, 8];

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** Little-endian. */
  readonly value: Uint8Array;
  readonly directory?: readonly Entry[];
}

function open(bytes: Uint8Array): { view: DataView; little: boolean; first: number } {
  const start = bytes[0] === 0x45 ? 6 : 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  const little = view.getUint16(0) === 0x4949;
  if (view.getUint16(2, little) !== 42) throw new RangeError('not a TIFF directory');
  return { view, little, first: view.getUint32(4, little) };
}

function readDirectory(view: DataView, little: boolean, offset: number, wanted?: ReadonlySet<number>, below = false): Entry[] {
  const entries: Entry[] = [];
  // Values do not overlap in an honest file, so together they are no longer than it.
  let left = view.byteLength;
  for (let i = 0; i < view.getUint16(offset, little); i++) {
    const at = offset + 2 + i * 12;
    const tag = view.getUint16(at, little);
    const type = view.getUint16(at + 2, little);
    const count = view.getUint32(at + 4, little);
    const size = (sizes[type] ?? 0) * count;
    if (size === 0 || (wanted !== undefined && !wanted.has(tag))) continue;
    const from = size <= 4 ? at + 8 : view.getUint32(at + 8, little);
    if (from + size > view.byteLength) continue;
    left -= size;
    if (left < 0) throw new RangeError('values that overlap');
    const value = Uint8Array.from(new Uint8Array(view.buffer, view.byteOffset + from, size));
    if (!little) for (let word = 0; word < size; word += words[type]!) value.subarray(word, word + words[type]!).reverse();
    const pointer = !below && pointers.has(tag);
    const directory = pointer ? readDirectory(view, little, view.getUint32(at + 8, little), undefined, true) : undefined;
    entries.push({ tag, type, count, value, ...(directory && { directory }) });
  }
  return entries;
}

/** The bytes of a directory that will lie `base` bytes into its file, what its entries point to behind it. */
function directoryBytes(entries: readonly Entry[], base: number): Uint8Array {
  const head = 2 + entries.length * 12 + 4;
  const tail: Uint8Array[] = [];
  let end = head;
  const append = (bytes: Uint8Array): number => {
    const at = end;
    tail.push(bytes);
    end += bytes.length + (bytes.length % 2);
    return base + at;
  };
  const header = new DataView(new ArrayBuffer(head));
  header.setUint16(0, entries.length, true);
  [...entries]
    .sort((a, b) => a.tag - b.tag)
    .forEach(({ tag, type, count, value, directory }, i) => {
      const at = 2 + i * 12;
      header.setUint16(at, tag, true);
      header.setUint16(at + 2, type, true);
      header.setUint32(at + 4, count, true);
      if (directory !== undefined) header.setUint32(at + 8, append(directoryBytes(directory, base + end)), true);
      else if (value.length > 4) header.setUint32(at + 8, append(value), true);
      else new Uint8Array(header.buffer).set(value, at + 8);
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

function exifEntries(bytes: Uint8Array): Entry[] {
  try {
    const { view, little, first } = open(bytes);
    return readDirectory(view, little, first, exifTags);
  } catch (error) {
    // Reading outside the bytes is a RangeError: what is damaged is left out.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** The EXIF block of a TIFF file, which keeps it in its own directory; undefined when there is none. */
export function exifOfTiff(tiff: Uint8Array): Uint8Array | undefined {
  const entries = exifEntries(tiff);
  if (entries.length === 0) return undefined;
  const directory = directoryBytes(entries, 8);
  const block = new Uint8Array(8 + directory.length);
  block.set([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  block.set(directory, 8);
  return block;
}

/** A little-endian TIFF file with an EXIF block in its directory, which is written anew behind the pixels. */
export function tiffWithExif(tiff: Uint8Array, exif: Uint8Array): Uint8Array {
  const added = exifEntries(exif);
  if (added.length === 0) return tiff;
  const { view, little, first } = open(tiff);
  const kept = readDirectory(view, little, first).filter(({ tag }) => !exifTags.has(tag));
  const base = tiff.length + (tiff.length % 2);
  const directory = directoryBytes([...kept, ...added], base);
  const result = new Uint8Array(base + directory.length);
  result.set(tiff);
  result.set(directory, base);
  new DataView(result.buffer).setUint32(4, base, true);
  return result;
}
