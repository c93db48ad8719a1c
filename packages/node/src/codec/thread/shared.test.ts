import { expect, it } from 'vitest';
import { shared } from './shared.js';

it('copies arrays of every kind, a part of a larger one too, and lets the event loop go on meanwhile', async () => {
  const bytes = Uint8Array.from({ length: 9e6 }, (_, i) => i % 251);
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  const copy = await shared(bytes.subarray(7));
  clearInterval(timer);
  expect(Buffer.compare(copy, bytes.subarray(7))).toBe(0);
  expect(copy.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(turns).toBeGreaterThan(0);
  expect(await shared(Uint16Array.of(1, 65535))).toEqual(Uint16Array.of(1, 65535));
  expect(await shared(Float32Array.of(0.5, -1).subarray(1))).toEqual(Float32Array.of(-1));
});
