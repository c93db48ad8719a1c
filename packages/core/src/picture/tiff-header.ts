import { ImageError } from '../errors.js';
import type { PictureMetadata } from './picture-origin.js';
import type { SampleDepth } from './samples.js';

/** The shape of interleaved samples: `[height, width, bands]`; an even number of bands ends with alpha. */
export interface SampleLayout {
  readonly width: number;
  readonly height: number;
  readonly bands: 1 | 2 | 3 | 4;
  readonly depth: SampleDepth;
}

const short = 3;
const long = 4;
const stripBytes = 1 << 20;

function strips({ width, height, bands, depth }: SampleLayout) {
  const rowBytes = (width * bands * depth) / 8;
  const rows = Math.min(height, Math.max(1, Math.floor(stripBytes / rowBytes)));
  return { rowBytes, rows, count: Math.ceil(height / rows) };
}

const mostEntries = 17;
const spillStart = 8 + 2 + mostEntries * 12 + 4;

/** Bytes of the header of an uncompressed TIFF of this shape; a multiple of 8. */
export function tiffHeaderSize(layout: SampleLayout): number {
  const bitsAndFormats = 2 * layout.bands * 2;
  const resolutions = 2 * 8;
  return Math.ceil((spillStart + bitsAndFormats + resolutions + strips(layout).count * 8) / 8) * 8;
}

/**
 * Bytes of an uncompressed TIFF of this shape, its profile and XMP packet included.
 * @throws ImageError when they, with the EXIF block, are more than TIFF's offsets of 32 bits reach.
 */
export function tiffFileSize(layout: SampleLayout, { icc, xmp, exif }: PictureMetadata): number {
  const { width, height, bands, depth } = layout;
  const size = tiffHeaderSize(layout) + (width * height * bands * depth) / 8 + (icc?.length ?? 0) + (xmp?.length ?? 0);
  // EXIF comes last, behind another directory.
  const whole = exif === undefined ? size : size + spillStart + exif.length + tiffHeaderSize(layout);
  if (whole < 2 ** 32) return size;
  const samples = `${width}×${height} pixels of ${bands} × ${depth} bits`;
  throw new ImageError(`cannot be written as tiff: ${samples} make ${whole} bytes, expected less than ${2 ** 32}`);
}

/**
 * Writes the header that makes a TIFF file of the raw samples behind it: the codec library does not write floats as they are. The
 * header fills the first `tiffHeaderSize` bytes; behind the samples lie the colour profile and the XMP packet of `metadata`.
 */
export function writeTiffHeader(buffer: ArrayBuffer, layout: SampleLayout, metadata: PictureMetadata): void {
  const view = new DataView(buffer);
  const { rowBytes, rows, count } = strips(layout);
  const dataStart = tiffHeaderSize(layout);
  let position = 10;
  let spill = spillStart;
  let tail = dataStart + rowBytes * layout.height;

  const entry = (tag: number, type: number, values: readonly number[]): void => {
    const size = type === short ? 2 : 4;
    view.setUint16(position, tag, true);
    view.setUint16(position + 2, type, true);
    view.setUint32(position + 4, values.length, true);
    const inline = values.length * size <= 4;
    const at = inline ? position + 8 : spill;
    values.forEach((value, i) => {
      if (type === short) view.setUint16(at + i * 2, value, true);
      else view.setUint32(at + i * 4, value, true);
    });
    if (!inline) {
      view.setUint32(position + 8, at, true);
      spill += values.length * size;
    }
    position += 12;
  };
  const rational = (tag: number, value: number): void => {
    view.setUint16(position, tag, true);
    view.setUint16(position + 2, 5, true);
    view.setUint32(position + 4, 1, true);
    view.setUint32(position + 8, spill, true);
    view.setUint32(spill, Math.round(value * 1000), true);
    view.setUint32(spill + 4, 1000, true);
    spill += 8;
    position += 12;
  };
  const behind = (tag: number, type: number, bytes: Uint8Array): void => {
    view.setUint16(position, tag, true);
    view.setUint16(position + 2, type, true);
    view.setUint32(position + 4, bytes.length, true);
    view.setUint32(position + 8, tail, true);
    new Uint8Array(buffer, tail).set(bytes);
    tail += bytes.length;
    position += 12;
  };
  const perBand = (value: number) => Array.from({ length: layout.bands }, () => value);
  const perStrip = (value: (strip: number) => number) => Array.from({ length: count }, (_, strip) => value(strip));

  view.setUint16(0, 0x4949, true);
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  entry(256, long, [layout.width]);
  entry(257, long, [layout.height]);
  entry(258, short, perBand(layout.depth));
  entry(259, short, [1]);
  entry(262, short, [layout.bands < 3 ? 1 : 2]);
  entry(
    273,
    long,
    perStrip((strip) => dataStart + strip * rows * rowBytes),
  );
  entry(277, short, [layout.bands]);
  entry(278, long, [rows]);
  entry(
    279,
    long,
    perStrip((strip) => Math.min(rows, layout.height - strip * rows) * rowBytes),
  );
  if (metadata.density) {
    rational(282, metadata.density);
    rational(283, metadata.density);
  }
  entry(284, short, [1]);
  if (metadata.density) entry(296, short, [2]);
  if (layout.bands % 2 === 0) entry(338, short, [2]);
  entry(339, short, perBand(layout.depth === 32 ? 3 : 1));
  if (metadata.xmp) behind(700, 1, metadata.xmp);
  if (metadata.icc) behind(34675, 7, metadata.icc);
  view.setUint32(position, 0, true);
  view.setUint16(8, (position - 10) / 12, true);
}
