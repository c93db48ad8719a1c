import { numberOfField, openTiff, type TiffHead, tiffFields, tiffPageOffsets } from '@cleargrain/core/picture';

/** Of pixels of one colour each, and of such that a camera has made into colours (DNG 1.4, PhotometricInterpretation). */
const sensor: ReadonlySet<number> = new Set([32803, 34892]);

/** Whether bytes begin as the raw file of a camera does. What is a TIFF file is one when it holds the pixels of a sensor. */
export function isRaw(bytes: Uint8Array): boolean {
  const text = (from: number, length: number) => String.fromCharCode(...bytes.subarray(from, from + length));
  if (/^(IIRO|IIRS|MMOR|IIU\0|\0MRM|FOVb)/.test(text(0, 4)) || text(0, 15) === 'FUJIFILMCCD-RAW') return true;
  if (text(4, 8) === 'ftypcrx ' || text(6, 8) === 'HEAPCCDR') return true;
  if (!/^(II\*\0|MM\0\*)/.test(text(0, 4))) return false;
  if (text(8, 2) === 'CR') return true;
  try {
    const head = openTiff(bytes);
    return tiffPageOffsets(head).some((offset) => holdsSensor(head, offset, true));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function holdsSensor(head: TiffHead, offset: number, deeper: boolean): boolean {
  for (const field of tiffFields(head, offset)) {
    if (field.tag === 262 && sensor.has(numberOfField(head, field))) return true;
    if (field.tag !== 330 || !deeper) continue;
    for (let i = 0; i < Math.min(field.count, 16); i++) if (holdsSensor(head, numberOfField(head, field, i), false)) return true;
  }
  return false;
}
