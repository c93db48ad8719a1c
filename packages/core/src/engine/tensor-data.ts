import type { TensorData } from '../engine.js';

/** Whether a tensor's numbers are floats. */
export const isFloats = (data: TensorData): data is Float32Array => data instanceof Float32Array;

/** Whether a tensor's numbers are integers. */
export const isIntegers = (data: TensorData): data is Uint8Array | Uint16Array => !isFloats(data);

/** A copy in memory of its own. Not `slice`, which in Node's Buffer does not copy. */
export function copyData(data: TensorData): TensorData {
  if (data instanceof Float32Array) return new Float32Array(data);
  return data instanceof Uint16Array ? new Uint16Array(data) : new Uint8Array(data);
}
