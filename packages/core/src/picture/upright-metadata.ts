/** A copy of an EXIF block (with or without its `Exif\0\0` prefix) whose orientation is 1, the pixels having been turned. */
export function uprightExif(exif: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(exif);
  const start = copy[0] === 0x45 ? 6 : 0;
  const view = new DataView(copy.buffer, start);
  if (view.byteLength < 8) return copy;
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > view.byteLength) return copy;
  const count = view.getUint16(directory, little);
  for (let entry = directory + 2; entry < directory + 2 + count * 12 && entry + 12 <= view.byteLength; entry += 12) {
    if (view.getUint16(entry, little) === 0x0112) view.setUint16(entry + 8, 1, little);
  }
  return copy;
}

/** An XMP packet whose `tiff:Orientation` is 1. */
export function uprightXmp(xmp: Uint8Array): Uint8Array {
  const result = Uint8Array.from(xmp);
  // One character a byte, so that places in the text are places in the packet, whatever its encoding.
  const text = Array.from(xmp, (byte) => String.fromCharCode(byte)).join('');
  for (const found of text.matchAll(/tiff:Orientation\s*(?:=\s*["']|>)\s*[2-8]/g)) result[found.index + found[0].length - 1] = 0x31;
  return result;
}
