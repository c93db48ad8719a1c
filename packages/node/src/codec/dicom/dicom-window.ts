import type { DataSet } from 'dicom-parser';
import type { DicomFile } from './dicom-file.js';

/** How stored values are shown: rescaled, then a window of them from black to white (PS3.3, C.11.1 and C.11.2). */
export interface DicomWindow {
  readonly slope: number;
  readonly intercept: number;
  readonly center?: number;
  readonly width?: number;
  readonly shape: 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';
}

/** The rescaling and the first window of a frame; of a multi-frame file those of its functional groups. Lookup tables are not read. */
export function dicomWindow({ dataSet }: DicomFile, frame: number): DicomWindow {
  const rescale = groupOf(dataSet, frame, 'x00289145', 'x00281053');
  const voi = groupOf(dataSet, frame, 'x00289132', 'x00281050');
  const slope = rescale.floatString('x00281053');
  const center = voi.floatString('x00281050');
  const width = voi.floatString('x00281051');
  const named = voi.string('x00281056')?.trim();
  const shape = named === 'SIGMOID' || named === 'LINEAR_EXACT' ? named : 'LINEAR';
  const table = 'x00283000' in dataSet.elements;
  const window = !table && center !== undefined && width !== undefined && width > 0 && { center, width };
  return { slope: slope || 1, intercept: rescale.floatString('x00281052') ?? 0, shape, ...window };
}

/** The data set that holds `tag`: that of the frame, of all frames, or the file's own. */
function groupOf(dataSet: DataSet, frame: number, sequence: string, tag: string): DataSet {
  const perFrame = dataSet.elements.x52009230?.items?.[frame]?.dataSet;
  const shared = dataSet.elements.x52009229?.items?.[0]?.dataSet;
  for (const group of [perFrame, shared]) {
    const found = group?.elements[sequence]?.items?.[0]?.dataSet;
    if (found !== undefined && tag in found.elements) return found;
  }
  return dataSet;
}

/** The stored values between which a window goes from black to white; undefined without one. */
export function windowLimits({ slope, intercept, center, width, shape }: DicomWindow): readonly [number, number] | undefined {
  if (center === undefined || width === undefined) return undefined;
  const ends =
    shape === 'LINEAR' ? [center - 0.5 - (width - 1) / 2, center - 0.5 + (width - 1) / 2] : [center - width / 2, center + width / 2];
  const [first, last] = ends.map((value) => (value - intercept) / slope);
  return [Math.min(first!, last!), Math.max(first!, last!)];
}

/** What a rescaled value is shown as, 0 (black) to 1. */
export function shownValue(value: number, { center, width, shape }: DicomWindow): number {
  if (center === undefined || width === undefined) return value;
  if (shape === 'SIGMOID') return 1 / (1 + Math.exp((-4 * (value - center)) / width));
  const exact = shape === 'LINEAR_EXACT';
  const low = exact ? center - width / 2 : center - 0.5 - (width - 1) / 2;
  const span = exact ? width : width - 1;
  if (span <= 0) return value > low ? 1 : 0;
  return Math.min(1, Math.max(0, (value - low) / span));
}
