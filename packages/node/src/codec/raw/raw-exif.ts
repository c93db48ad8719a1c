import {
  exifBlock,
  exifOfTiff,
  openTiff,
  type TiffEntry,
  tiffFields,
  tiffFractions,
  tiffNumbers,
  tiffText,
} from '@cleargrain/core/picture';
import type { RawFrame } from './raw-frame.js';

/** The EXIF of a raw file: its own where it is TIFF or nearly so (Olympus and Panasonic have another mark), else what its decoder knows. */
export function rawExif(bytes: Uint8Array, frame: RawFrame): Uint8Array {
  return exifOfTiff(asTiff(bytes)) ?? known(frame);
}

/** The file with the mark of TIFF, where it has the byte order of one. */
function asTiff(bytes: Uint8Array): Uint8Array {
  const mark = bytes[0] === 0x49 ? [42, 0] : [0, 42];
  const isOrdered = (bytes[0] === 0x49 || bytes[0] === 0x4d) && bytes[0] === bytes[1];
  if (!isOrdered || (bytes[2] === mark[0] && bytes[3] === mark[1])) return bytes;
  const tiff = bytes.slice();
  tiff.set(mark, 2);
  return tiff;
}

function known({ make, model, iso, shutter, aperture, focalLength }: RawFrame): Uint8Array {
  const shot: TiffEntry[] = [
    ...(shutter > 0 ? [tiffFractions(33434, 5, [shutter])] : []),
    ...(aperture > 0 ? [tiffFractions(33437, 5, [aperture])] : []),
    ...(iso > 0 ? [tiffNumbers(34855, 3, [Math.min(65535, Math.round(iso))])] : []),
    ...(focalLength > 0 ? [tiffFractions(37386, 5, [focalLength])] : []),
  ];
  const pointer = { ...tiffNumbers(34665, 4, [0]), directory: shot };
  return exifBlock([tiffText(271, make), tiffText(272, model), ...(shot.length > 0 ? [pointer] : [])])!;
}

/** Whether a raw file is a DNG. */
export function isDng(bytes: Uint8Array): boolean {
  try {
    const head = openTiff(bytes);
    for (const { tag } of tiffFields(head, head.first)) if (tag === 50706) return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return false;
}
