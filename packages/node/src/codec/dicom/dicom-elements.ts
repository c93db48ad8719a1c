/** How the elements of a data set are written (PS3.5, chapter 7). */
export interface ElementCoding {
  readonly little: boolean;
  readonly explicit: boolean;
}

/** The value representations whose lengths take 4 bytes. */
const long: ReadonlySet<string> = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

/** The bytes of an element; `tag` as group and element in one number. A value of odd length is padded: with a space, for UI and OB with 0. */
export function elementBytes(tag: number, representation: string, value: Uint8Array, { little, explicit }: ElementCoding): Uint8Array {
  const length = value.length + (value.length % 2);
  const head = explicit && long.has(representation) ? 12 : 8;
  const bytes = new Uint8Array(head + length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, tag >>> 16, little);
  view.setUint16(2, tag & 0xffff, little);
  if (!explicit) view.setUint32(4, length, little);
  else {
    bytes.set([representation.charCodeAt(0), representation.charCodeAt(1)], 4);
    if (head === 12) view.setUint32(8, length, little);
    else view.setUint16(6, length, little);
  }
  bytes.set(value, head);
  if (value.length % 2 === 1) bytes[bytes.length - 1] = representation === 'UI' || representation === 'OB' ? 0 : 32;
  return bytes;
}

/** An element of text. */
export function textElement(tag: number, representation: string, text: string, coding: ElementCoding): Uint8Array {
  return elementBytes(tag, representation, new Uint8Array(Buffer.from(text, 'latin1')), coding);
}

/** A sequence of one item, which holds the elements. */
export function sequenceElement(tag: number, elements: readonly Uint8Array[], coding: ElementCoding): Uint8Array {
  const content = Buffer.concat(elements);
  const item = new Uint8Array(8 + content.length);
  const view = new DataView(item.buffer);
  view.setUint16(0, 0xfffe, coding.little);
  view.setUint16(2, 0xe000, coding.little);
  view.setUint32(4, content.length, coding.little);
  item.set(content, 8);
  return elementBytes(tag, 'SQ', item, coding);
}
