import type { PictureMetadata } from '@cleargrain/core';
import { joinBytes } from './join-bytes.js';

interface Box {
  readonly type: string;
  readonly data: DataView;
}

const textAt = (view: DataView, at: number, length: number): string =>
  Array.from({ length }, (_, index) => String.fromCharCode(view.getUint8(at + index))).join('');

function bytesOf(view: DataView, from: number, length = view.byteLength - from): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + from, length).slice();
}

function* boxesIn(view: DataView, start = 0): Generator<Box> {
  for (let at = start; at + 8 <= view.byteLength; ) {
    const short = view.getUint32(at);
    const header = short === 1 ? 16 : 8;
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? view.byteLength - at : short;
    if (size < header || at + size > view.byteLength) return;
    yield { type: textAt(view, at + 4, 4), data: new DataView(view.buffer, view.byteOffset + at + header, size - header) };
    at += size;
  }
}

/** The items that are EXIF or XMP: their number and which of the two they are. */
function metadataItems(information: DataView): Map<number, 'exif' | 'xmp'> {
  const items = new Map<number, 'exif' | 'xmp'>();
  const entries = boxesIn(information, information.getUint8(0) === 0 ? 6 : 8);
  for (const { type, data } of entries) {
    const version = data.getUint8(0);
    if (type !== 'infe' || version < 2) continue;
    const id = version === 2 ? data.getUint16(4) : data.getUint32(4);
    const kind = version === 2 ? 8 : 10;
    const itemType = textAt(data, kind, 4);
    if (itemType === 'Exif') items.set(id, 'exif');
    if (itemType === 'mime' && textAt(data, kind + 4, data.byteLength - kind - 4).includes('application/rdf+xml')) items.set(id, 'xmp');
  }
  return items;
}

/** Reads numbers of 0, 2, 4 or 8 bytes, one after another. */
function reader(view: DataView, start: number) {
  let at = start;
  return (size: number): number => {
    const from = at;
    at += size;
    if (size === 0) return 0;
    if (size === 2) return view.getUint16(from);
    return size === 4 ? view.getUint32(from) : Number(view.getBigUint64(from));
  };
}

/** The bytes of each item that `wanted` names, by the table of their places (ISO/IEC 14496-12, iloc). */
function itemBytes(file: DataView, table: DataView, data: DataView | undefined, wanted: ReadonlySet<number>): Map<number, Uint8Array> {
  const version = table.getUint8(0);
  const sizes = table.getUint16(4);
  const [offsetSize, lengthSize, baseSize, indexSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15, version > 0 ? sizes & 15 : 0];
  const next = reader(table, 6);
  const items = new Map<number, Uint8Array>();
  const count = next(version < 2 ? 2 : 4);
  for (let item = 0; item < count; item++) {
    const id = next(version < 2 ? 2 : 4);
    const inData = version > 0 && (next(2) & 15) === 1;
    next(2);
    const base = next(baseSize);
    const extents = next(2);
    const parts: Uint8Array[] = [];
    for (let extent = 0; extent < extents; extent++) {
      next(indexSize);
      const offset = base + next(offsetSize);
      const length = next(lengthSize);
      if (wanted.has(id)) parts.push(bytesOf(inData && data !== undefined ? data : file, offset, length));
    }
    if (wanted.has(id)) items.set(id, joinBytes(parts));
  }
  return items;
}

function profileIn(properties: DataView): Uint8Array | undefined {
  for (const container of boxesIn(properties)) {
    if (container.type !== 'ipco') continue;
    for (const { type, data } of boxesIn(container.data)) {
      if (type === 'colr' && ['prof', 'rICC'].includes(textAt(data, 0, 4))) return bytesOf(data, 4);
    }
  }
  return undefined;
}

/** Colour profile, EXIF and XMP of an AVIF file (MIAF, ISO/IEC 23000-22); what is damaged is left out. */
export function avifMetadata(avif: Uint8Array): PictureMetadata {
  const file = new DataView(avif.buffer, avif.byteOffset, avif.length);
  let metadata: PictureMetadata = {};
  try {
    const meta = [...boxesIn(file)].find(({ type }) => type === 'meta')?.data;
    if (meta === undefined) return metadata;
    const boxes = new Map([...boxesIn(meta, 4)].map(({ type, data }) => [type, data]));
    const [properties, information, places] = [boxes.get('iprp'), boxes.get('iinf'), boxes.get('iloc')];
    const icc = properties && profileIn(properties);
    if (icc !== undefined) metadata = { ...metadata, icc };
    if (information === undefined || places === undefined) return metadata;
    const kinds = metadataItems(information);
    for (const [id, bytes] of itemBytes(file, places, boxes.get('idat'), new Set(kinds.keys()))) {
      // Four bytes say how far behind them the EXIF block begins.
      if (kinds.get(id) === 'xmp') metadata = { ...metadata, xmp: bytes };
      else if (bytes.length > 4) metadata = { ...metadata, exif: bytes.slice(4 + new DataView(bytes.buffer).getUint32(0)) };
    }
  } catch (error) {
    // Reading outside the bytes is a RangeError.
    if (!(error instanceof RangeError)) throw error;
  }
  return metadata;
}
