// Resident memory over cycles of: start a denoiser, denoise, close. Aim: flat. Argument: cycles, default 100.
import { createImage, createRandom } from '@cleargrain/core';
import { createDenoiser } from '@cleargrain/node';
import { report } from './measure.mjs';

const cycles = Number(process.argv[2] ?? 100);
const image = createImage(256, 256, 3);
const random = createRandom(1);
for (let i = 0; i < image.data.length; i++) image.data[i] = 0.5 + 0.1 * random.normal();

const megabytes = [];
for (let cycle = 0; cycle < cycles; cycle++) {
  const denoiser = await createDenoiser({ model: 'color-xs', device: 'cpu' });
  await denoiser.denoise(image);
  await denoiser.close();
  globalThis.gc?.();
  megabytes.push(process.memoryUsage().rss / 1e6);
}
// The first cycles fill pools and caches that stay.
const from = Math.floor(cycles / 4);
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const [early, late] = [mean(megabytes.slice(from, 2 * from)), mean(megabytes.slice(-from))];
await report('dispose', {
  cycles,
  afterFirstMegabytes: Math.round(megabytes[0]),
  secondQuarterMegabytes: Math.round(early),
  lastQuarterMegabytes: Math.round(late),
  growthPerCycleKilobytes: Number((((late - early) * 1000) / (2 * from)).toFixed(1)),
});
