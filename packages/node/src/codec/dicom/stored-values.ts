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

/** Whether the bits above the values repeat their sign, as readers that look at whole words want it. */
function repeatsSign(samples: Uint8Array, values: Int32Array, { allocated, stored, shift, signed }: DicomLayout, little: boolean): boolean {
  if (!signed || shift > 0 || stored === allocated) return false;
  const view = new DataView(samples.buffer, samples.byteOffset, samples.length);
  return values.every((value, i) => value === (allocated === 8 ? view.getInt8(i) : view.getInt16(i * 2, little)));
}

/**
 * Puts stored values into samples that hold `before`, in place; bits that are no value (overlays of old files) stay, but for those that repeat the sign of
 * all of them.
 */
export function storeValues(samples: Uint8Array, before: Int32Array, values: Int32Array, layout: DicomLayout, little: boolean): void {
  const { allocated, stored, shift } = layout;
  const view = new DataView(samples.buffer, samples.byteOffset, samples.length);
  const mask = repeatsSign(samples, before, layout, little) ? 2 ** allocated - 1 : (2 ** stored - 1) << shift;
  for (let i = 0; i < values.length; i++) {
    if (allocated === 8) samples[i] = (samples[i]! & ~mask) | ((values[i]! << shift) & mask);
    else view.setUint16(i * 2, (view.getUint16(i * 2, little) & ~mask) | ((values[i]! << shift) & mask), little);
  }
}
