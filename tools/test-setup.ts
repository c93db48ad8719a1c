import { expect } from 'vitest';

/** Samples by their bytes, millions at once; where these differ it is the usual comparison that says how. */
function sameBytes(a: unknown, b: unknown): true | undefined {
  if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b) || a.constructor !== b.constructor) return undefined;
  const [left, right] = [a, b].map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
  return left!.equals(right!) ? true : undefined;
}

expect.addEqualityTesters([sameBytes]);
