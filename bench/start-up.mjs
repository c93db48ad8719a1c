// From the start of the command to the end of a picture of 64×64 pixels: an upper bound of the time to the first pixel. Aim: under 1 s.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { command, interleave, report, runProgram } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 7);
const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
const picture = path.join(folder, 'picture.png');
try {
  await sharp({ create: { width: 64, height: 64, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 30 } } })
    .png()
    .toFile(picture);
  const run = async (...args) => (await runProgram(process.execPath, [command, ...args])).seconds;
  const seconds = await interleave(
    { version: () => run('--version'), denoise: () => run('denoise', picture, '-o', path.join(folder, 'out.png'), '--model', 'color-xs') },
    rounds,
  );
  await report('start-up', { rounds, seconds });
} finally {
  await rm(folder, { recursive: true });
}
