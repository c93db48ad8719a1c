// Peak resident memory of `denoise`, its codec's process included, beside what --memory promises, by format and size. Aim: at most the promise.
// Arguments: megapixels of the TIFF files (default 1 24 100; 300 takes long), --model NAME, --copy: strength 0, all but the network, --special: only formats
// that want packages of their own, in a result file of theirs.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { canMake, makeSpecial } from './make-special.mjs';
import { makeTiff } from './make-tiff.mjs';
import { command, report, runProgram } from './measure.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string', default: 'color-xs' },
    copy: { type: 'boolean', default: false },
    special: { type: 'boolean', default: false },
  },
});
const promise = 1000;
const sizes = positionals.length > 0 ? positionals.map(Number) : [1, 24, 100];
const folder = await mkdtemp(path.join(os.tmpdir(), 'bench-'));
const at = (name) => path.join(folder, name);

/** A picture of the size, 4:3, and its file in a format. */
async function make({ megapixels, extension, bits, compression }) {
  if (bits === undefined) {
    const file = at(`noisy.${extension}`);
    await makeSpecial(file, megapixels);
    if (compression === undefined) return file;
    execFileSync('gdcmconv', [compression, file, at('compressed.dcm')]);
    await rm(file);
    return at('compressed.dcm');
  }
  const height = Math.round(Math.sqrt((megapixels * 1e6 * 3) / 4));
  const width = Math.round((megapixels * 1e6) / height);
  await makeTiff(at('noisy.tif'), width, height, bits);
  const file = at(`noisy.${extension}`);
  if (extension === 'tif') return file;
  const image = sharp(at('noisy.tif'), { limitInputPixels: false });
  await (extension === 'jpg' ? image.jpeg({ quality: 90 }) : image.png({ compressionLevel: 1 })).toFile(file);
  return file;
}

const plain = [
  ...sizes.map((megapixels) => ({ megapixels, extension: 'tif', bits: 8 })),
  { megapixels: 24, extension: 'jpg', bits: 8 },
  { megapixels: 24, extension: 'png', bits: 16 },
  { megapixels: 24, extension: 'tif', bits: 32 },
];
/** GDCM compresses DICOM. */
const compresses = spawnSync('gdcmconv', ['--version']).status === 0;
const special = [
  { megapixels: 24, extension: 'dcm', output: 'dcm' },
  { megapixels: 24, extension: 'dcm', output: 'png' },
  ...(compresses ? [{ megapixels: 12, extension: 'dcm', output: 'dcm', compression: '--j2k' }] : []),
  ...(compresses ? [{ megapixels: 12, extension: 'dcm', output: 'dcm', compression: '--jpegls' }] : []),
  ...(compresses ? [{ megapixels: 12, extension: 'dcm', output: 'dcm', compression: '--jpeg' }] : []),
  { megapixels: 24, extension: 'dng', output: 'dng' },
  { megapixels: 12, extension: 'dng', output: 'png' },
  { megapixels: 8, extension: 'jxl', output: 'jxl' },
  { megapixels: 24, extension: 'jxl', output: 'png' },
  { megapixels: 24, extension: 'heic', output: 'png' },
].filter(({ extension }) => canMake(extension));
const cases = values.special ? special : plain;
try {
  const measured = [];
  for (const one of cases) {
    const { output = one.extension } = one;
    const input = await make(one);
    const args = ['denoise', input, '-o', at(`out.${output}`), '--model', values.model, '--memory', `${promise}MB`];
    const { seconds, peak } = await runProgram(process.execPath, [command, ...args, ...(values.copy ? ['--strength', '0'] : [])]);
    measured.push({ ...one, seconds, peakMegabytes: Math.round(peak) });
    console.error(measured.at(-1));
    await rm(input);
  }
  const { megapixels, peakMegabytes } = measured.reduce((most, one) => (one.peakMegabytes > most.peakMegabytes ? one : most));
  const largest = Math.max(...cases.map((one) => one.megapixels));
  const { model, copy } = values;
  await report(`memory${values.special ? '-special' : ''}${copy ? '-copy' : ''}`, {
    model,
    promise,
    largest,
    megapixels,
    peakMegabytes,
    cases: measured,
  });
} finally {
  await rm(folder, { recursive: true });
}
