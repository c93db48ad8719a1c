// The largest gap between ticks of a timer while the library denoises a picture of 12 megapixels in the same process, and the most that its thread
// computed between two ticks (Linux), which does not depend on what else the machine does. Aim: 50 ms.
import { readFileSync } from 'node:fs';
import { createRandom } from '@cleargrain/core';
import { createDenoiser } from '@cleargrain/node';
import { report } from './measure.mjs';

const [width, height] = [4000, 3000];
const random = createRandom(1);
const image = { width, height, channels: 3, data: Float32Array.from({ length: 3 * width * height }, () => 0.5 + 0.1 * random.normal()) };
const denoiser = await createDenoiser({ model: process.argv[2] ?? 'color-xs', device: 'cpu' });

/** What the main thread has computed, in milliseconds. */
const computed = () => {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
};

let last = performance.now();
let lastComputed = computed();
let longestHeld = 0;
let largest = 0;
let ticks = 0;
const timer = setInterval(() => {
  const now = performance.now();
  largest = Math.max(largest, now - last);
  last = now;
  const held = computed();
  longestHeld = Math.max(longestHeld, held - lastComputed);
  lastComputed = held;
  ticks++;
}, 10);
const began = performance.now();
last = began;
lastComputed = computed();
await denoiser.denoise(image);
const seconds = (performance.now() - began) / 1000;
clearInterval(timer);
await denoiser.close();
await report('event-loop', {
  megapixels: (width * height) / 1e6,
  seconds,
  ticks,
  largestGapMilliseconds: Math.round(largest),
  longestHeldMilliseconds: Math.round(longestHeld),
});
