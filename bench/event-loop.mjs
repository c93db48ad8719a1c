// The largest gap between ticks of a timer while the library denoises a picture of 12 megapixels in the same process, and the most that its thread
// computed between two ticks (Linux), which does not depend on what else the machine does; the same for files of 24 megapixels of the formats that want
// packages of their own, from file to file at strength 0; and while a JPEG of 24 megapixels is written from floats and read as such. Aim: 50 ms.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createRandom } from '@cleargrain/core';
import { createDenoiser, denoiseFile, readImage, writeImage } from '@cleargrain/node';
import { canMake, makeSpecial } from './make-special.mjs';
import { report } from './measure.mjs';

const [width, height] = [4000, 3000];
const fileMegapixels = Number(process.argv[3] ?? 24);
const random = createRandom(1);
const denoiser = await createDenoiser({ model: process.argv[2] ?? 'color-xs', device: 'cpu' });

/** What the main thread has computed, in milliseconds. */
const computed = () => {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
};

/** The largest gap between ticks of a timer during a job, and the most that the thread computed between two of them. */
async function watch(job) {
  let last = performance.now();
  let lastComputed = computed();
  let [longestHeld, largest, ticks] = [0, 0, 0];
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
  await job();
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  return { seconds, ticks, largestGapMilliseconds: Math.round(largest), longestHeldMilliseconds: Math.round(longestHeld) };
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
try {
  const image = { width, height, channels: 3, data: Float32Array.from({ length: 3 * width * height }, () => 0.5 + 0.1 * random.normal()) };
  const inMemory = await watch(() => denoiser.denoise(image));
  const files = [];
  for (const extension of ['dcm', 'dng', 'jxl', 'heic'].filter(canMake)) {
    const [input, output] = ['in', 'out'].map((name) => path.join(folder, `${name}.${extension}`));
    await makeSpecial(input, fileMegapixels);
    // All but the network, which does not know what format a picture came in.
    const copy = () => denoiseFile(denoiser, input, output.replace('.heic', '.png'), { strength: 0, memory: 2e9 });
    files.push({ extension, megapixels: fileMegapixels, ...(await watch(copy)) });
    console.error(files.at(-1));
  }
  const jpeg = path.join(folder, 'photo.jpg');
  const side = Math.round(Math.sqrt(fileMegapixels * 1e6));
  const photo = {
    width: side,
    height: side,
    channels: 3,
    data: Float32Array.from({ length: 3 * side * side }, (_, i) => image.data[i % image.data.length]),
  };
  const writing = await watch(() => writeImage(jpeg, photo));
  const reading = await watch(() => readImage(jpeg));
  console.error({ reading, writing });
  await report('event-loop', { megapixels: (width * height) / 1e6, ...inMemory, files, reading, writing });
} finally {
  await denoiser.close();
  await rm(folder, { recursive: true });
}
