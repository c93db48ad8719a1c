// What decoding and encoding hold beside what does not grow with the picture, in bytes a pixel, by format: the slope of the peak resident
// memory between two sizes, each in a process of its own. The numbers of packages/node/src/memory/codec-memory.ts come from here.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { report } from './measure.mjs';

const decoded = {
  jpeg: (image) => image.jpeg({ quality: 90 }),
  'jpeg 4:4:4, turned': (image) => image.withMetadata({ orientation: 6 }).jpeg({ quality: 90, chromaSubsampling: '4:4:4' }),
  'jpeg 4:2:0, progressive': (image) => image.jpeg({ quality: 90, progressive: true }),
  'jpeg 4:4:4, progressive': (image) => image.jpeg({ quality: 90, progressive: true, chromaSubsampling: '4:4:4' }),
  png: (image) => image.png({ compressionLevel: 1 }),
  'png, interlaced': (image) => image.png({ compressionLevel: 1, progressive: true }),
  'png, interlaced, 16 bits': (image) => image.toColourspace('rgb16').png({ compressionLevel: 1, progressive: true }),
  'tiff, strips': (image) => image.tiff({ compression: 'deflate' }),
  'tiff, tiles': (image) => image.tiff({ compression: 'deflate', tile: true }),
  webp: (image) => image.webp({ effort: 0 }),
  'webp, lossless': (image) => image.webp({ effort: 0, lossless: true }),
  'webp, alpha': (image) => image.ensureAlpha(0.5).webp({ effort: 0 }),
  avif: (image) => image.avif({ effort: 0 }),
  gif: (image) => image.gif({ effort: 1 }),
};
const encoded = {
  jpeg: (image) => image.jpeg({ quality: 95, chromaSubsampling: '4:4:4', optimiseCoding: false }),
  png: (image) => image.png(),
  tiff: (image) => image.tiff({ compression: 'deflate', predictor: 'horizontal' }),
  webp: (image) => image.webp({ quality: 90 }),
  'webp, lossless': (image) => image.webp({ lossless: true, exact: true }),
  'webp, alpha': (image) => image.ensureAlpha(0.5).webp({ quality: 90 }),
  avif: (image) => image.avif({ quality: 80 }),
  'avif, lossless': (image) => image.avif({ lossless: true }),
};

const patch = await sharp({
  create: { width: 256, height: 256, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 10 } },
})
  .png()
  .toBuffer();
const picture = (side) =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#888' } }).composite([{ input: patch, tile: true }]);

async function convert(kind, name, from, to) {
  const image = sharp(from, { limitInputPixels: false });
  if (kind === 'decode') await image.autoOrient().toFile(to);
  else await encoded[name](image).toFile(to);
  // Not resourceUsage(): that begins with what the parent held.
  console.log(Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024);
}

async function slopes(folder) {
  const measured = { decode: {}, encode: {} };
  for (const [kind, cases] of Object.entries({ decode: decoded, encode: encoded })) {
    for (const [name, save] of Object.entries(cases)) {
      const sides = name.startsWith('avif') ? [512, 1536] : [2048, 4096];
      const peaks = [];
      for (const side of sides) {
        const from = path.join(folder, 'from');
        await (kind === 'decode' ? save(picture(side)) : picture(side).tiff({ compression: 'none' })).toFile(from);
        const to = path.join(folder, kind === 'decode' ? 'to.v' : 'to');
        const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), kind, name, from, to], { encoding: 'utf8' });
        peaks.push(Number(run.stdout));
      }
      measured[kind][name] = Number(((peaks[1] - peaks[0]) / (sides[1] ** 2 - sides[0] ** 2)).toFixed(1));
      console.error(kind, name, measured[kind][name]);
    }
  }
  return measured;
}

if (process.argv.length > 2) await convert(...process.argv.slice(2));
else {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
  try {
    await report('codec-memory', { unit: 'bytes a pixel', ...(await slopes(folder)) });
  } finally {
    await rm(folder, { recursive: true });
  }
}
