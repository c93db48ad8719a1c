import type { DicomLayout } from './dicom-layout.js';
import { type DicomWindow, windowLimits } from './dicom-window.js';
import type { StoredValues } from './stored-values.js';

/** The stored values that are 0 and 1 in the picture. */
export interface DicomScale {
  readonly low: number;
  readonly high: number;
}

/** Whether a stored value is one of those that stand for no picture. */
export function isPadding(value: number, { padding }: DicomLayout): boolean {
  return padding !== undefined && value >= padding[0] && value <= padding[1];
}

/** The range that holds all values of all frames and the windows; within it a picture has nothing below 0 nor above 1. */
export function dicomScale(values: StoredValues, layout: DicomLayout, windows: readonly DicomWindow[]): DicomScale {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (isPadding(value, layout)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  for (const window of windows) {
    const limits = windowLimits(window);
    if (limits === undefined) continue;
    low = Math.min(low, Math.floor(limits[0]));
    high = Math.max(high, Math.ceil(limits[1]));
  }
  if (low === Infinity) return { low: 0, high: 1 };
  // A window far wider than all that can be stored would leave nothing of the picture.
  const room = 2 ** layout.stored;
  low = Math.max(low, -room);
  high = Math.min(high, room);
  return high > low ? { low, high } : { low, high: low + 1 };
}
