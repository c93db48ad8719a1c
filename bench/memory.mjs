// Peak resident memory and time of the command on a colour JPEG of 24 megapixels. Aim: under 1 GB.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { command, report, runProgram } from './measure.mjs';

const [width, height] = [6000, 4000];
const model = process.argv[2] ?? 'color-xs';
const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
const picture = path.join(folder, 'picture.jpg');
try {
  await sharp({ create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 30 } } })
    .jpeg({ quality: 90 })
    .toFile(picture);
  const { seconds, peak } = await runProgram(process.execPath, [
    command,
    'denoise',
    picture,
    '-o',
    path.join(folder, 'out.jpg'),
    '--model',
    model,
  ]);
  await report('memory', { model, megapixels: (width * height) / 1e6, seconds, peakMegabytes: Math.round(peak) });
} finally {
  await rm(folder, { recursive: true });
}
