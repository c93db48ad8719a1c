import { ImageError, pixelLimit } from '@cleargrain/core/picture';
import type { DataSet } from 'dicom-parser';
import type { DicomFile } from './dicom-file.js';
import { transferSyntaxOf } from './transfer-syntaxes.js';

/** What a DICOM file says of its pixels (PS3.3, C.7.6.3). */
export interface DicomLayout {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly channels: 1 | 3;
  /** Bits that a sample takes up, and of these what is its value. */
  readonly allocated: 8 | 16;
  readonly stored: number;
  /** By how much its value is shifted up. */
  readonly shift: number;
  readonly signed: boolean;
  /** Whether colour lies in planes, all red before all green. */
  readonly planar: boolean;
  /** Whether the lowest value is white (MONOCHROME1). */
  readonly inverted: boolean;
  /** Stored values that are no picture, both included (PixelPaddingValue). */
  readonly padding?: readonly [number, number];
}

/**
 * Reads what a DICOM file says of its pixels.
 * @throws ImageError when that is not grey of 8 or 16 bits or RGB of 8, or has too many pixels.
 */
export function dicomLayout({ dataSet }: Pick<DicomFile, 'dataSet'>): DicomLayout {
  const [height, width] = [dataSet.uint16('x00280010') ?? 0, dataSet.uint16('x00280011') ?? 0];
  const frames = dataSet.intString('x00280008') ?? 1;
  const photometric = dataSet.string('x00280004')?.trim() ?? '';
  const allocated = dataSet.uint16('x00280100');
  const samples = dataSet.uint16('x00280002') ?? 1;
  if (Number.isNaN(frames)) {
    const written = JSON.stringify(dataSet.string('x00280008')?.slice(0, 20));
    throw new ImageError(`${written} as the number of frames, expected a whole number`);
  }
  if (width === 0 || height === 0 || frames < 1) throw new ImageError(`${width}×${height} pixels, ${frames} frames, expected at least 1`);
  if (width * height * frames > pixelLimit) {
    throw new ImageError(`${frames} frames of ${width}×${height} pixels, expected at most ${pixelLimit / 1e6} megapixels`);
  }
  const gray = photometric === 'MONOCHROME1' || photometric === 'MONOCHROME2';
  const { compression, becomeRgb = [] } = transferSyntaxOf(dataSet.string('x00020010')?.trim() ?? '');
  // Whether a JPEG holds RGB only its markers say, and the decoder of JPEG lossless leaves out the last pixel of colours.
  const colors = [...(compression === 'JPEG' || compression === 'JPEG lossless' ? [] : ['RGB']), ...becomeRgb];
  const color = allocated === 8 && colors.includes(photometric);
  if ((!gray && !color) || samples !== (gray ? 1 : 3)) {
    const how = compression === undefined ? '' : ` in ${compression}`;
    const expected = ['MONOCHROME1', 'MONOCHROME2', ...colors.map((name) => `${name} of 8 bits`)].join(', ');
    throw new ImageError(`pixels of ${photometric || 'no'} photometric interpretation${how}, expected ${expected}`);
  }
  if (allocated !== 8 && allocated !== 16) throw new ImageError(`${allocated ?? 'no'} bits allocated to a sample, expected 8 or 16`);
  const stored = dataSet.uint16('x00280101') ?? allocated;
  const shift = (dataSet.uint16('x00280102') ?? stored - 1) + 1 - stored;
  if (stored < 1 || shift < 0 || stored + shift > allocated) {
    throw new ImageError(`${stored} bits stored in ${allocated} with the highest at ${shift + stored - 1}, expected such as fit`);
  }
  const signed = dataSet.uint16('x00280103') === 1;
  const padding = gray ? paddingOf(dataSet, signed) : undefined;
  return {
    width,
    height,
    frames,
    channels: gray ? 1 : 3,
    allocated,
    stored,
    shift,
    signed,
    planar: dataSet.uint16('x00280006') === 1 && (compression === undefined || compression === 'RLE'),
    inverted: photometric === 'MONOCHROME1',
    ...(padding && { padding }),
  };
}

function paddingOf(dataSet: DataSet, signed: boolean): readonly [number, number] | undefined {
  const read = (tag: string) => (signed ? dataSet.int16(tag) : dataSet.uint16(tag));
  const value = read('x00280120');
  if (value === undefined) return undefined;
  const limit = read('x00280121') ?? value;
  return [Math.min(value, limit), Math.max(value, limit)];
}
