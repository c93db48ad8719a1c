// The part of its time that the engine computes while the command does a folder of colour JPEGs of 12 megapixels: from the beginning of the first
// run of the network to the end of the last, as the engine's own thread counts it. Aim: 95 %. node bench/engine-share.mjs [PICTURES] [MODEL]
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createRandom } from '@cleargrain/core';
import sharp from 'sharp';
import { command, report, runProgram } from './measure.mjs';

const [width, height] = [4000, 3000];
const pictures = Number(process.argv[2] ?? 6);
const model = process.argv[3] ?? 'color-xs';
const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
const at = (...names) => path.join(folder, ...names);
try {
  await mkdir(at('in'));
  const random = createRandom(1);
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => 128 + 60 * Math.sin(i / 900) + 20 * random.normal());
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toFile(at('in', '0.jpg'));
  for (let i = 1; i < pictures; i++) await copyFile(at('in', '0.jpg'), at('in', `${i}.jpg`));
  const args = [command, 'denoise', at('in'), '-o', at('out'), '--model', model, '--log', at('log.jsonl')];
  const { seconds, peak } = await runProgram(process.execPath, args);
  const { done, networkSeconds, networkSpan } = JSON.parse((await readFile(at('log.jsonl'), 'utf8')).trimEnd().split('\n').at(-1));
  if (done !== pictures) throw new Error(`${done} of ${pictures} pictures were done`);
  await report('engine-share', {
    model,
    pictures,
    megapixels: (width * height) / 1e6,
    networkSeconds,
    networkSpan,
    share: networkSeconds / networkSpan,
    shareOfWholeCommand: networkSeconds / seconds,
    peakMegabytes: Math.round(peak),
  });
} finally {
  await rm(folder, { recursive: true });
}
