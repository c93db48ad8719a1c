// Resident memory of the command while it does a thousand small files, after each hundredth: it must not grow with their number. Aim: at most
// 1.1 times as much at the end as after 200. node bench/batch-memory.mjs [FILES] [MODEL]. Linux.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createRandom } from '@cleargrain/core';
import sharp from 'sharp';
import { command, median, report } from './measure.mjs';

const [width, height] = [160, 120];
const files = Number(process.argv[2] ?? 1000);
const model = process.argv[3] ?? 'color-xs';
const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
try {
  await mkdir(path.join(folder, 'in'));
  const random = createRandom(1);
  for (let i = 0; i < files; i++) {
    const pixels = Uint8Array.from({ length: width * height * 3 }, (_, k) => 128 + 60 * Math.sin(k / 900 + i) + 20 * random.normal());
    const bytes = await sharp(pixels, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 90 })
      .toBuffer();
    await writeFile(path.join(folder, 'in', `${i}.jpg`), bytes);
  }
  const args = [command, 'denoise', path.join(folder, 'in'), '-o', path.join(folder, 'out'), '--model', model, '--resume'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = new Promise((resolve) => child.on('close', resolve));
  const resident = [];
  let done = 0;
  for await (const _ of createInterface({ input: child.stdout })) {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(status) ?? [];
    if (kilobytes !== undefined) resident.push({ done: ++done, megabytes: Number(kilobytes) / 1024 });
  }
  if ((await closed) !== 0 || done < files * 0.9) throw new Error(`${done} of ${files} files were done`);
  // The collector works in waves: the median of fifty files is what stays.
  const around = (count) =>
    Math.round(median(resident.filter((one) => Math.abs(one.done - count) <= 25).map(({ megabytes }) => megabytes)));
  const megabytes = {};
  for (let count = 100; count <= files; count += 100) megabytes[count] = around(count);
  const early = around(files / 5);
  const late = around(files);
  const peak = Math.round(Math.max(...resident.map((one) => one.megabytes)));
  await report('batch-memory', { model, files, megapixels: (width * height) / 1e6, megabytes, peak, growth: late / early });
} finally {
  await rm(folder, { recursive: true });
}
