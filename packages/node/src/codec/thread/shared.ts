import { type Samples, turn } from '@cleargrain/core';

/** Bytes that are copied at once: the event loop is not held for longer. */
const bytesAtOnce = 2 ** 22;

/** A copy of an array in memory that threads share: handing it to one takes no time. */
export function shared(array: Uint8Array): Promise<Uint8Array>;
export function shared(array: Samples): Promise<Samples>;
export async function shared(array: Samples): Promise<Samples> {
  const source = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  const memory = new SharedArrayBuffer(source.length);
  const target = new Uint8Array(memory);
  for (let at = 0; at < source.length; at += bytesAtOnce) {
    if (at > 0) await turn();
    target.set(source.subarray(at, at + bytesAtOnce), at);
  }
  if (array instanceof Uint8Array) return target;
  return array instanceof Uint16Array ? new Uint16Array(memory) : new Float32Array(memory);
}
