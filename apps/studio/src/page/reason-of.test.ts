import { expect, it } from 'vitest';
import { reasonOf } from './reason-of.js';

it.each([
  new RangeError('Array buffer allocation failed'),
  new Error('large.png: a damaged or incomplete picture (Array buffer allocation failed)'),
  new RangeError("Failed to execute 'getImageData' on 'OffscreenCanvasRenderingContext2D': Out of memory at ImageData creation"),
  new RangeError('WebAssembly.Memory(): could not allocate memory'),
  new RangeError('WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance'),
  new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded'),
  new Error('the model failed: std::bad_alloc'),
  new Error('the model failed: Failed to allocate memory for requested buffer of size 268435456'),
  new Error('not enough memory for the model: pthread_create failed: 11'),
  'out of memory',
])('says of "%s" that memory is short', (error) => {
  expect(reasonOf(error)).toMatch(/^This browser ran out of memory/);
});

it.each([
  'Memory lane.png: cut short: 60 bytes that do not reach the last chunk (IEND)',
  'out of memory.png: is not open',
  'allocation (2).png: a damaged or incomplete picture (wrong checksum)',
])('says of "%s" what it says itself', (message) => {
  expect(reasonOf(new Error(message))).toBe(message);
});
