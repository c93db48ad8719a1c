// Milliseconds from Ctrl-C to the end of `denoise`, at moments spread over its run, and what it leaves behind; and from an AbortController's abort to the
// rejection in the library, where a single tile takes longer than the bound. Aim: 300 ms, nothing.
// Arguments: megapixels (default 24), --moments N (default 8).
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createImage, createRandom } from '@cleargrain/core';
import { createDenoiser } from '@cleargrain/node';
import { makeTiff } from './make-tiff.mjs';
import { command, report, runProgram } from './measure.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { moments: { type: 'string', default: '8' } } });
const megapixels = Number(positionals[0] ?? 24);
const moments = Number(values.moments);
/** A picture of 2000×1500 in one tile, stopped at moments spread over it; then one that is denoised, as before. */
async function measureLibrary() {
  const random = createRandom(1);
  const image = createImage(2000, 1500, 3);
  image.data.forEach((_, i) => {
    image.data[i] = 0.5 + 0.1 * random.normal();
  });
  const whole = { tile: 2000, memory: Infinity };
  const denoiser = await createDenoiser({ model: 'color-xs', device: 'cpu' });
  try {
    const began = performance.now();
    const expected = await denoiser.denoise(image, whole);
    const tileMilliseconds = Math.round(performance.now() - began);
    const milliseconds = [];
    for (let moment = 0; moment < moments; moment++) {
      const controller = new AbortController();
      let asked = 0;
      const timer = setTimeout(
        () => {
          asked = performance.now();
          controller.abort();
        },
        tileMilliseconds * ((moment + 0.5) / moments),
      );
      await denoiser.denoise(image, { ...whole, signal: controller.signal }).catch((error) => {
        if (error !== controller.signal.reason) throw error;
        milliseconds.push(Math.round(performance.now() - asked));
      });
      clearTimeout(timer);
    }
    const after = await denoiser.denoise(image, whole);
    const worksAfter = after.data.every((value, i) => value === expected.data[i]);
    return { tileMilliseconds, stopped: milliseconds.length, largestMilliseconds: Math.max(...milliseconds), worksAfter };
  } finally {
    await denoiser.close();
  }
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
const height = Math.round(Math.sqrt((megapixels * 1e6 * 3) / 4));
const input = path.join(folder, 'noisy.tif');
const args = [command, 'denoise', input, '-o', path.join(folder, 'out.png'), '--model', 'color-xs'];
try {
  await makeTiff(input, Math.round((megapixels * 1e6) / height), height);
  const { seconds } = await runProgram(process.execPath, args);
  await rm(path.join(folder, 'out.png'));
  const measured = [];
  let left = 0;
  for (let moment = 0; moment < moments; moment++) {
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? signal)));
    const after = seconds * (0.05 + (0.9 * (moment + 0.5)) / moments);
    await delay(after * 1000);
    const asked = performance.now();
    child.kill('SIGINT');
    const end = await ended;
    const milliseconds = Math.round(performance.now() - asked);
    measured.push({ afterSeconds: Number(after.toFixed(2)), milliseconds, end });
    const names = (await readdir(folder)).filter((name) => name !== 'noisy.tif');
    // One that had ended before is whole.
    left += names.filter((name) => end !== 0 || name !== 'out.png').length;
    await rm(path.join(folder, 'out.png'), { force: true });
  }
  const largest = Math.max(...measured.map(({ milliseconds }) => milliseconds));
  const library = await measureLibrary();
  await report('cancel', { megapixels, seconds, largestMilliseconds: largest, filesLeft: left, moments: measured, library });
} finally {
  await rm(folder, { recursive: true });
}
