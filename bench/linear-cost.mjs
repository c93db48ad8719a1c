// Seconds a megapixel of `denoise` by size, from TIFF to TIFF, less what a picture of 64×64 takes; beside them processor seconds, which depend less on what
// else the machine does. Aim: within 10 % of each other. `afterFirstTile`: the same less what a picture of 512×512 takes, which has all that is done once: the
// noise is measured at a number of places that no longer grows, and the engine has prepared a tile.
// Arguments: megapixels (default 1 10 100 300, which takes minutes), --model NAME, --rounds N (default 1; small pictures get more; the median counts).
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeTiff } from './make-tiff.mjs';
import { command, median, report, runProgram } from './measure.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { model: { type: 'string', default: 'color-xs' }, rounds: { type: 'string', default: '1' } },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [1, 10, 100, 300];
const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
const at = (name) => path.join(folder, `${name}.tif`);
const run = (name) => runProgram(process.execPath, [command, 'denoise', at(name), '-o', at('out'), '--model', values.model]);
const sides = { start: 64, tile: 512 };
/** Small pictures tell less in one run. */
const roundsOf = (size) => Math.max(Number(values.rounds), Math.min(5, Math.ceil(20 / size)));
try {
  for (const [name, side] of Object.entries(sides)) await makeTiff(at(name), side, side);
  for (const megapixels of sizes) {
    const height = Math.round(Math.sqrt((megapixels * 1e6 * 3) / 4));
    await makeTiff(at(megapixels), Math.round((megapixels * 1e6) / height), height);
  }
  const runs = Object.fromEntries([...Object.keys(sides), ...sizes].map((name) => [name, []]));
  // In turns, so that what else the machine does falls on all of them.
  for (let round = 0; round < roundsOf(0.1); round++) {
    for (const name of [...Object.keys(sides), ...sizes]) if (name in sides || round < roundsOf(name)) runs[name].push(await run(name));
  }
  const costs = (measure, base = 'start') => {
    const seconds = Object.fromEntries(Object.entries(runs).map(([name, results]) => [name, median(results.map((one) => one[measure]))]));
    return Object.fromEntries(
      sizes.map((size) => [size, Number(((seconds[size] - seconds[base]) / (size - sides[base] ** 2 / 1e6)).toFixed(4))]),
    );
  };
  const spread = (found) => Number((Math.max(...Object.values(found)) / Math.min(...Object.values(found))).toFixed(3));
  const [secondsPerMegapixel, processorSecondsPerMegapixel] = [costs('seconds'), costs('computed')];
  const afterFirstTile = costs('seconds', 'tile');
  await report('linear-cost', {
    model: values.model,
    secondsPerMegapixel,
    largestToSmallest: spread(secondsPerMegapixel),
    afterFirstTile,
    largestToSmallestAfterFirstTile: spread(afterFirstTile),
    processorSecondsPerMegapixel,
    largestToSmallestOfProcessor: spread(processorSecondsPerMegapixel),
  });
} finally {
  await rm(folder, { recursive: true });
}
