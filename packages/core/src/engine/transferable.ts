import type { Tensor } from '../engine.js';

/** Tensors whose data can be moved to another thread, and the buffers to move: data that shares its buffer with other data is copied. */
export function transferable(tensors: Readonly<Record<string, Tensor>>): { tensors: Record<string, Tensor>; buffers: ArrayBuffer[] } {
  const moved: Record<string, Tensor> = {};
  const buffers = new Set<ArrayBuffer>();
  for (const [name, { data, shape }] of Object.entries(tensors)) {
    const whole = data.buffer instanceof ArrayBuffer && data.byteLength === data.buffer.byteLength;
    const own = whole ? data : new Float32Array(data);
    if (own.buffer instanceof ArrayBuffer) buffers.add(own.buffer);
    moved[name] = { data: own, shape: [...shape] };
  }
  return { tensors: moved, buffers: [...buffers] };
}
