const brands: ReadonlySet<string> = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx']);

/** Whether bytes begin as a HEIF file of HEVC pictures does (ISO/IEC 23008-12, annex B: its brands). */
export function isHeic(bytes: Uint8Array): boolean {
  const text = (from: number) => String.fromCharCode(...bytes.subarray(from, from + 4));
  if (text(4) !== 'ftyp') return false;
  const end = Math.min(bytes.length, 256, new DataView(bytes.buffer, bytes.byteOffset).getUint32(0));
  const found = [text(8)];
  for (let at = 16; at + 4 <= end; at += 4) found.push(text(at));
  return !found.includes('avif') && found.some((brand) => brands.has(brand));
}
