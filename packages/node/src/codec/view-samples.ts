import { createSamples, type SampleDepth, type Samples } from '@cleargrain/core/picture';

/** The samples that bytes hold, over the same memory where it is aligned. */
export function viewSamples(bytes: Buffer, depth: SampleDepth): Samples {
  const size = depth / 8;
  if (bytes.byteOffset % size === 0 && bytes.buffer instanceof ArrayBuffer) {
    return createSamples(depth, bytes.length / size, bytes.buffer, bytes.byteOffset);
  }
  return createSamples(depth, bytes.length / size, new Uint8Array(bytes).buffer);
}
