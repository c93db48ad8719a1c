import type { DicomLayout } from './dicom-layout.js';

/** Values as DICOM files store them, with their sign. */
export type StoredValues = Uint16Array | Int16Array;

/** The stored values of gray samples: what of their bits is value, with its sign. */
export function storedValues(samples: Uint8Array, { allocated, stored, shift, signed }: DicomLayout, little: boolean): StoredValues {
  const view = new DataView(samples.buffer, samples.byteOffset, samples.length);
  const unused = 32 - stored;
  const count = samples.length / (allocated / 8);
  const values = signed ? new Int16Array(count) : new Uint16Array(count);
  for (let i = 0; i < count; i++) {
    const word = (allocated === 8 ? samples[i]! : view.getUint16(i * 2, little)) >>> shift;
    values[i] = signed ? (word << unused) >> unused : (word << unused) >>> unused;
  }
  return values;
}

/**
 * The bits of a sample that are written with its value: those that are the value, and those above where they repeat the sign of all values, as readers
 * that look at whole words want it. Others (overlays of old files) are not.
 */
export function writtenBits(
  samples: Uint8Array,
  values: StoredValues,
  { allocated, stored, shift, signed }: DicomLayout,
  little: boolean,
): number {
  const own = (2 ** stored - 1) << shift;
  if (!signed || shift > 0) return own;
  const view = new DataView(samples.buffer, samples.byteOffset, samples.length);
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== (allocated === 8 ? view.getInt8(i) : view.getInt16(i * 2, little))) return own;
  }
  return 2 ** allocated - 1;
}

/** Puts stored values into samples, in place: the bits of `mask`. */
export function storeValues(
  samples: Uint8Array,
  values: StoredValues,
  mask: number,
  { allocated, shift }: DicomLayout,
  little: boolean,
): void {
  const view = new DataView(samples.buffer, samples.byteOffset, samples.length);
  for (let i = 0; i < values.length; i++) {
    if (allocated === 8) samples[i] = (samples[i]! & ~mask) | ((values[i]! << shift) & mask);
    else view.setUint16(i * 2, (view.getUint16(i * 2, little) & ~mask) | ((values[i]! << shift) & mask), little);
  }
}
