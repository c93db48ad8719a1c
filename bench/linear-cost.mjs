// Seconds a megapixel by size, from TIFF to TIFF, of one denoiser in one process, after pictures that prepare it; and what the command takes beside
// that for a small picture: its start, and the preparing of a tile of that size. Aim: seconds a megapixel within 10 % of each other.
// Arguments: megapixels (default 1 10 100 300, which takes minutes), --model NAME, --rounds N (default 1; small pictures get more; the median counts).
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createDenoiser, denoiseFile } from '@cleargrain/node';
import { makeTiff } from './make-tiff.mjs';
import { command, median, report, runProgram } from './measure.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { model: { type: 'string', default: 'color-xs' }, rounds: { type: 'string', default: '1' } },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [1, 10, 100, 300];
const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
const at = (name) => path.join(folder, `${name}.tif`);
const smallest = Math.min(...sizes);
/** Small pictures tell less in one run. */
const roundsOf = (size) => Math.max(Number(values.rounds), Math.min(9, Math.ceil(30 / size)));
const denoiser = await createDenoiser({ model: values.model, device: 'cpu', depth: 8 });
try {
  for (const megapixels of sizes) {
    const height = Math.round(Math.sqrt((megapixels * 1e6 * 3) / 4));
    await makeTiff(at(megapixels), Math.round((megapixels * 1e6) / height), height);
  }
  const run = async (size) => {
    const began = performance.now();
    await denoiseFile(denoiser, at(size), at('out'));
    return (performance.now() - began) / 1000;
  };
  const commandSeconds = [];
  for (let round = 0; round < 5; round++) {
    await rm(at('out'), { force: true });
    const { seconds } = await runProgram(process.execPath, [command, 'denoise', at(smallest), '-o', at('out'), '--model', values.model]);
    commandSeconds.push(seconds);
  }
  for (const size of sizes.filter((size) => size <= 10)) await run(size);
  const runs = Object.fromEntries(sizes.map((size) => [size, []]));
  // The small ones first, in turns: the files of the large ones are still being written to the disk when the next begins.
  const rounds = Array.from({ length: roundsOf(smallest) }, (_, round) => sizes.filter((size) => size <= 10 && round < roundsOf(size)));
  for (const size of [...rounds.flat(), ...sizes.filter((size) => size > 10).flatMap((size) => Array(roundsOf(size)).fill(size))]) {
    runs[size].push(await run(size));
    console.error(`${size} megapixels: ${runs[size].at(-1).toFixed(2)} s`);
  }
  const seconds = Object.fromEntries(Object.entries(runs).map(([size, results]) => [size, median(results)]));
  const secondsPerMegapixel = Object.fromEntries(Object.entries(seconds).map(([size, total]) => [size, Number((total / size).toFixed(4))]));
  const costs = Object.values(secondsPerMegapixel);
  await report('linear-cost', {
    model: values.model,
    secondsPerMegapixel,
    largestToSmallest: Number((Math.max(...costs) / Math.min(...costs)).toFixed(3)),
    commandBesidesSeconds: Number((median(commandSeconds) - seconds[smallest]).toFixed(3)),
  });
} finally {
  await denoiser.close();
  await rm(folder, { recursive: true });
}
