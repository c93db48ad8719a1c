import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { Picture } from '@cleargrain/core';
import sharp from 'sharp';
import { expect, it } from 'vitest';

import { decodePicture } from './decode-picture.js';
import { encodePicture } from './encode-picture.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** The last line of the tool, of a small part of the damaged files. */
async function sumsOf(...options: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const { stdout } = await run(process.execPath, [path.join(root, 'tools', 'hostile-input.mjs'), ...options]);
  return JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Readonly<Record<string, number>>;
}

it('reads or refuses, in one line, every file of a small part of the damaged ones (tools/hostile-input.mjs)', async () => {
  const formats = 'promise,png,tiff,jpeg,webp,avif,gif,pnm,pfm';
  const sums = await sumsOf('--only', formats, '--count', '300', '--seed', '7');
  expect(sums).toMatchObject({ wrong: 0, slow: 0, crashed: 0 });
  expect(sums.refused).toBeGreaterThan(1000);
  expect(sums.read).toBeGreaterThan(50);
});

// Each decoding starts a thread, which a busy machine lets wait. Of DICOM files, see compressed-dicom.test.ts.
it('so of HEIC, JPEG XL and DNG', { timeout: 600_000 }, async () => {
  const sums = await sumsOf('--only', 'heic,jxl,dng', '--cuts', '2', '--count', '20', '--seed', '7');
  expect(sums).toMatchObject({ wrong: 0, crashed: 0 });
  expect(sums.refused).toBeGreaterThan(25);
  expect(sums.read).toBeGreaterThan(3);
});

it.each([8, 16, 32] as const)('refuses a TIFF of %i bits of which the last strip is missing, in place of black', async (depth) => {
  const picture = Picture.create({ width: 600, height: 900, channels: 3, depth, origin: { format: 'tiff', depth, metadata: {} } });
  const file = await encodePicture(picture);
  await expect(decodePicture(file)).resolves.toMatchObject({ width: 600 });
  const view = new DataView(file.buffer);
  const directory = view.getUint32(4, true);
  for (let i = 0; i < view.getUint16(directory, true); i++) {
    const entry = directory + 2 + i * 12;
    if (view.getUint16(entry, true) !== 273) continue;
    const alone = view.getUint32(entry + 4, true) === 1;
    view.setUint32(alone ? entry + 8 : view.getUint32(entry + 8, true), file.length, true);
  }
  await expect(decodePicture(file)).rejects.toThrow(/^picture: cut short: \d+ bytes, expected at least \d+$/);
});

it('refuses a TIFF of which only the colour profile is cut off', async () => {
  const file = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a50' } })
    .withIccProfile('p3')
    .tiff()
    .toBuffer();
  for (let part = 1; part < 32; part++) {
    const cut = file.subarray(0, Math.floor((file.length * part) / 32));
    await expect(decodePicture(cut)).rejects.toThrow(/^picture: [^\n]+$/);
  }
});

it('refuses a PNG that ends behind its pixels: what came there, such as EXIF, would be lost', async () => {
  const file = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a50' } })
    .png()
    .toBuffer();
  await expect(decodePicture(file)).resolves.toMatchObject({ width: 40 });
  await expect(decodePicture(Buffer.concat([file, Buffer.from('more')]))).resolves.toMatchObject({ width: 40 });
  for (let missing = 1; missing <= 12; missing++) {
    await expect(decodePicture(file.subarray(0, file.length - missing))).rejects.toThrow(/^picture: cut short: \d+ bytes[^\n]*IEND\)$/);
  }
});
