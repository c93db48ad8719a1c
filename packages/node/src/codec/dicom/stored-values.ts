import type { DicomLayout } from './dicom-layout.js';

/** The stored values of gray samples: what of their bits is value, with its sign. */
export function storedValues(samples: Uint8Array, { allocated, stored, shift, signed }: DicomLayout, little: boolean): Int32Array {
  const view = new DataView(samples.buffer, samples.byteOffset, samples.length);
  const unused = 32 - stored;
  const values = new Int32Array(samples.length / (allocated / 8));
  for (let i = 0; i < values.length; i++) {
    const word = (allocated === 8 ? samples[i]! : view.getUint16(i * 2, little)) >>> shift;
    values[i] = signed ? (word << unused) >> unused : (word << unused) >>> unused;
  }
  return values;
}

/** Puts stored values into samples, in place; bits that are no value (overlays of old files) stay. */
export function storeValues(samples: Uint8Array, values: Int32Array, { allocated, stored, shift }: DicomLayout, little: boolean): void {
  const view = new DataView(samples.buffer, samples.byteOffset, samples.length);
  const mask = (2 ** stored - 1) << shift;
  for (let i = 0; i < values.length; i++) {
    if (allocated === 8) samples[i] = (samples[i]! & ~mask) | ((values[i]! << shift) & mask);
    else view.setUint16(i * 2, (view.getUint16(i * 2, little) & ~mask) | ((values[i]! << shift) & mask), little);
  }
}
