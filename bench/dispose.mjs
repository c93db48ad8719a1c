// Resident memory over cycles of: start a denoiser, denoise, close. Aim: flat. Garbage is collected after each, or the figure would be of what the
// collector has not come to yet: it lets a heap grow for a hundred cycles, then stops. Argument: cycles, default 100.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createImage, createRandom } from '@cleargrain/core';
import { createDenoiser } from '@cleargrain/node';
import { median, report } from './measure.mjs';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const cycles = Number(process.argv[2] ?? 100);
const image = createImage(256, 256, 3);
const random = createRandom(1);
for (let i = 0; i < image.data.length; i++) image.data[i] = 0.5 + 0.1 * random.normal();

const megabytes = [];
for (let cycle = 0; cycle < cycles; cycle++) {
  const denoiser = await createDenoiser({ model: 'color-xs', device: 'cpu' });
  await denoiser.denoise(image);
  await denoiser.close();
  collectGarbage();
  megabytes.push(process.memoryUsage().rss / 1e6);
}
// The first cycles fill pools and caches that stay.
const from = Math.floor(cycles / 4);
const [early, late] = [median(megabytes.slice(from, 2 * from)), median(megabytes.slice(-from))];
await report('dispose', {
  cycles,
  afterFirstMegabytes: Math.round(megabytes[0]),
  secondQuarterMegabytes: Math.round(early),
  lastQuarterMegabytes: Math.round(late),
  growthPerCycleKilobytes: Number((((late - early) * 1000) / (2 * from)).toFixed(1)),
});
