// Peak resident memory of `denoise`, its codec's process included, beside what --memory promises, by format and size. Aim: at most the promise.
// Arguments: megapixels of the TIFF files (default 1 24 100; 300 takes long), --model NAME, --copy: strength 0, all but the network.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { makeTiff } from './make-tiff.mjs';
import { command, report, runProgram } from './measure.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { model: { type: 'string', default: 'color-xs' }, copy: { type: 'boolean', default: false } },
});
const promise = 1000;
const sizes = positionals.length > 0 ? positionals.map(Number) : [1, 24, 100];
const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
const at = (name) => path.join(folder, name);

/** A picture of the size, 4:3, and its file in a format. */
async function make(megapixels, extension, bits) {
  const height = Math.round(Math.sqrt((megapixels * 1e6 * 3) / 4));
  const width = Math.round((megapixels * 1e6) / height);
  await makeTiff(at('noisy.tif'), width, height, bits);
  if (extension === 'tif') return at('noisy.tif');
  const file = at(`noisy.${extension}`);
  const image = sharp(at('noisy.tif'), { limitInputPixels: false });
  await (extension === 'jpg' ? image.jpeg({ quality: 90 }) : image.png({ compressionLevel: 1 })).toFile(file);
  return file;
}

const cases = [
  ...sizes.map((megapixels) => ({ megapixels, extension: 'tif', bits: 8 })),
  { megapixels: 24, extension: 'jpg', bits: 8 },
  { megapixels: 24, extension: 'png', bits: 16 },
  { megapixels: 24, extension: 'tif', bits: 32 },
];
try {
  const measured = [];
  for (const { megapixels, extension, bits } of cases) {
    const input = await make(megapixels, extension, bits);
    const args = ['denoise', input, '-o', at(`out.${extension}`), '--model', values.model, '--memory', `${promise}MB`];
    const { seconds, peak } = await runProgram(process.execPath, [command, ...args, ...(values.copy ? ['--strength', '0'] : [])]);
    measured.push({ megapixels, extension, bits, seconds, peakMegabytes: Math.round(peak) });
    console.error(measured.at(-1));
    await rm(input);
  }
  const { megapixels, peakMegabytes } = measured.reduce((most, one) => (one.peakMegabytes > most.peakMegabytes ? one : most));
  const largest = Math.max(...cases.map((one) => one.megapixels));
  const { model, copy } = values;
  await report(copy ? 'memory-copy' : 'memory', { model, promise, largest, megapixels, peakMegabytes, cases: measured });
} finally {
  await rm(folder, { recursive: true });
}
