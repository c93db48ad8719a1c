// Seconds a megapixel of `denoise` by size, from TIFF to TIFF, less what a picture of 64×64 takes. Aim: within 10 % of each other.
// Arguments: megapixels (default 1 10 100 300, which takes minutes), --model NAME, --rounds N (default 1; the median counts).
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeTiff } from './make-tiff.mjs';
import { command, interleave, report, runProgram } from './measure.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { model: { type: 'string', default: 'color-xs' }, rounds: { type: 'string', default: '1' } },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [1, 10, 100, 300];
const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
const at = (name) => path.join(folder, `${name}.tif`);
const run = async (name) => {
  const args = ['denoise', at(name), '-o', at('out'), '--model', values.model];
  return (await runProgram(process.execPath, [command, ...args])).seconds;
};
try {
  await makeTiff(at('start'), 64, 64);
  for (const megapixels of sizes) {
    const height = Math.round(Math.sqrt((megapixels * 1e6 * 3) / 4));
    await makeTiff(at(megapixels), Math.round((megapixels * 1e6) / height), height);
  }
  const jobs = Object.fromEntries(['start', ...sizes].map((name) => [name, () => run(name)]));
  const seconds = await interleave(jobs, Number(values.rounds));
  const perMegapixel = Object.fromEntries(sizes.map((size) => [size, Number(((seconds[size] - seconds.start) / size).toFixed(4))]));
  const costs = Object.values(perMegapixel);
  const spread = Number((Math.max(...costs) / Math.min(...costs)).toFixed(3));
  await report('linear-cost', { model: values.model, secondsPerMegapixel: perMegapixel, largestToSmallest: spread });
} finally {
  await rm(folder, { recursive: true });
}
