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
  const little = bytes[0] === 0x49;
  const tiff = Uint8Array.from(bytes);
  if ((little || bytes[0] === 0x4d) && bytes[0] === bytes[1]) tiff.set(little ? [42, 0] : [0, 42], 2);
  return exifOfTiff(tiff) ?? known(frame);
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
