import {
  metadataEntries,
  numberOfField,
  openTiff,
  readTiffDirectory,
  type TiffEntry,
  type TiffHead,
  tiffFields,
  tiffFractions,
  tiffNumbers,
  tiffText,
} from '@cleargrain/core';
import { isDng } from './raw-exif.js';
import type { RawFrame } from './raw-frame.js';

/**
 * Tags of a DNG file that do not fit a result: those of how its pixels were stored and where among them the picture lay, which is all that is written;
 * digests of old pixels; their noise; previews.
 */
const outdated: ReadonlySet<number> = new Set([
  50712, 50781, 50829, 50830, 50966, 50967, 50968, 50969, 50970, 50971, 50972, 50974, 50975, 51041, 51111, 52525, 52526,
]);
const first = 50706;
const pattern: ReadonlySet<number> = new Set([33421, 33422]);
const xmp = 700;

/** The tags that make a TIFF page of a sensor's pixels a DNG file: those of the file that it comes from, when that is one; EXIF and XMP. */
export function dngTags(container: Uint8Array, frame: RawFrame, exif: Uint8Array | undefined): TiffEntry[] {
  const own = isDng(container) ? tagsOfDng(container) : new Map<number, TiffEntry>();
  // Greens of both rows are the same colour.
  const colors = Uint8Array.from(frame.pattern, (color) => (color === 3 ? 1 : color));
  const [red, green, blue] = frame.balance;
  const made: TiffEntry[] = [
    tiffNumbers(274, 3, [frame.orientation]),
    tiffNumbers(33421, 3, [2, 2]),
    { tag: 33422, type: 1, count: 4, value: colors },
    { tag: first, type: 1, count: 4, value: Uint8Array.of(1, 4, 0, 0) },
    { tag: first + 1, type: 1, count: 4, value: Uint8Array.of(1, 1, 0, 0) },
    tiffText(50708, `${frame.make} ${frame.model}`.trim()),
    tiffNumbers(50714, 4, [Math.round(frame.black)]),
    tiffNumbers(50717, 4, [Math.round(frame.white)]),
    tiffFractions(50721, 10, frame.matrix),
    tiffFractions(50728, 5, [green / red, 1, green / blue]),
    // Daylight of 6500 K, for which the matrices of cameras are measured.
    tiffNumbers(50778, 3, [21]),
  ];
  const all = new Map(made.map((entry) => [entry.tag, entry]));
  for (const entry of metadataEntries(exif, undefined)) all.set(entry.tag, entry);
  for (const [tag, entry] of own) if (!pattern.has(tag) && tag !== first) all.set(tag, entry);
  return [...all.values()];
}

/** The tags of a DNG file's main directory and of that of its sensor's pixels, which says more of these. */
function tagsOfDng(container: Uint8Array): Map<number, TiffEntry> {
  const head = openTiff(container);
  const wanted = (tag: number) => (tag >= first && !outdated.has(tag)) || tag === xmp;
  const tags = new Map<number, TiffEntry>();
  for (const offset of [head.first, sensorDirectory(head)]) {
    for (const entry of readTiffDirectory(head, offset, wanted)) tags.set(entry.tag, entry);
  }
  return tags;
}

function sensorDirectory(head: TiffHead): number {
  for (const field of tiffFields(head, head.first)) {
    if (field.tag !== 330) continue;
    for (let i = 0; i < field.count; i++) {
      const below = numberOfField(head, field, i);
      for (const inner of tiffFields(head, below)) if (inner.tag === 262 && numberOfField(head, inner) === 32803) return below;
    }
  }
  return head.first;
}
