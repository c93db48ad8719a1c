import type { Tensor, TensorData } from '../engine.js';
import { copyData } from './tensor-data.js';

/** Tensors whose data can be moved to another thread, and the buffers to move: data that shares its buffer with other data is copied. */
export function transferable<Data extends TensorData>(
  tensors: Readonly<Record<string, Tensor<Data>>>,
): { tensors: Record<string, Tensor<TensorData>>; buffers: ArrayBuffer[] } {
  const moved: Record<string, Tensor<TensorData>> = {};
  const buffers = new Set<ArrayBuffer>();
  for (const [name, { data, shape }] of Object.entries(tensors)) {
    const whole = data.buffer instanceof ArrayBuffer && data.byteLength === data.buffer.byteLength;
    const own = whole ? data : copyData(data);
    if (own.buffer instanceof ArrayBuffer) buffers.add(own.buffer);
    moved[name] = { data: own, shape: [...shape] };
  }
  return { tensors: moved, buffers: [...buffers] };
}
