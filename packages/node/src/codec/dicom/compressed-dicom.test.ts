import { readFile } from 'node:fs/promises';
import { createRandom } from '@cleargrain/core';
import { decodePictures, encodePictures } from '@cleargrain/node';
import dicomParser from 'dicom-parser';
import { expect, it, vi } from 'vitest';
import { uncompressed, uncompressedFile } from '../testing/dicom/uncompressed.js';
import { refusalOf } from '../thread/refusal-of.js';
import { decodeDicom } from './decode-dicom.js';

// Each decoding starts a thread, which a busy machine lets wait.
vi.setConfig({ testTimeout: 300_000 });

const fixture = async (name: string) => new Uint8Array(await readFile(new URL(`../testing/dicom/${name}.dcm`, import.meta.url)));
const lossless = [
  ...['jpeg-lossless', 'jpeg-lossless-6', 'jpeg-ls', 'jpeg-2000', 'run-lengths'].map((coding) => ['gray', coding]),
  ...['signed', 'bytes', 'frames'].flatMap((name) => ['jpeg-lossless', 'jpeg-ls', 'jpeg-2000'].map((coding) => [name, coding])),
  ...['jpeg-ls', 'jpeg-ls-planes', 'jpeg-ls-samples', 'jpeg-2000', 'run-lengths'].map((coding) => ['color', coding]),
] as [string, string][];

it.each(lossless)('%s pixels are those of the file before it was compressed: %s', async (name, coding) => {
  const found = await decodePictures(await fixture(`${name}-${coding}`));
  const expected = await decodePictures(uncompressedFile(name));
  expect(found.map(({ samples }) => samples)).toEqual(expected.map(({ samples }) => samples));
  expect(found.map(({ width, height, channels }) => [width, height, channels])).toEqual(
    expected.map(({ width, height, channels }) => [width, height, channels]),
  );
});

it.each([
  ['smooth', 1],
  ['warm', 3],
] as const)('%s pixels in JPEG are near those of the file before, in RGB', async (name, channels) => {
  const [[found], [expected]] = [await decodePictures(await fixture(`${name}-jpeg`)), await decodePictures(uncompressedFile(name))];
  expect(found!.channels).toBe(channels);
  const worst = [...found!.samples].reduce((most, sample, i) => Math.max(most, Math.abs(sample - expected!.samples[i]!)), 0);
  expect(worst).toBeLessThan(channels === 1 ? 0.03 : 6);
});

it.each([
  ['gray', 'jpeg-lossless'],
  ['gray', 'jpeg-ls'],
  ['gray', 'jpeg-2000'],
  ['signed', 'jpeg-2000'],
  ['frames', 'jpeg-ls'],
  ['color', 'run-lengths'],
  ['color', 'jpeg-ls-planes'],
  ['warm', 'jpeg'],
])('%s in %s is written without compression; every other element stays', async (name, coding) => {
  const file = await fixture(`${name}-${coding}`);
  const pages = await decodePictures(file);
  const brighter = pages.map((page) => {
    const result = page.like();
    result.samples.set(page.samples.map((sample) => (page.channels === 3 ? sample + 1 : sample * 0.99)));
    return result;
  });
  const written = await encodePictures(brighter);
  const [before, after] = [dicomParser.parseDicom(file), dicomParser.parseDicom(written)];
  expect(after.warnings).toEqual([]);
  expect(after.string('x00020010')).toBe('1.2.840.10008.1.2.1');
  const { width, height, frames = 1, allocated = 16, pixels } = uncompressed[name]!;
  const pixelData = after.elements.x7fe00010!;
  expect(pixelData.fragments).toBeUndefined();
  expect(pixelData.length).toBe((pixels.length * allocated) / 8);
  expect([after.uint16('x00280011'), after.uint16('x00280010'), pages.length]).toEqual([width, height, frames]);
  if (pages[0]!.channels === 3)
    expect([after.string('x00280004'), after.uint16('x00280006')]).toEqual([
      'RGB',
      coding === 'run-lengths' ? before.uint16('x00280006') : 0,
    ]);
  const changed = ['x00020000', 'x00020003', 'x00020010', 'x00080008', 'x00080018', 'x00082111', 'x00082112', 'x00280004', 'x00280006'];
  const others = (set: typeof before) =>
    Object.entries(set.elements)
      .filter(([tag]) => ![...changed, 'x00280106', 'x00280107', 'x7fe00010'].includes(tag))
      .map(([tag, { dataOffset, length }]) => [tag, Buffer.from(set.byteArray.slice(dataOffset, dataOffset + length)).toString('hex')]);
  expect(others(after)).toEqual(others(before));
  // What was written is read as it was meant.
  const again = await decodePictures(written);
  for (const [i, page] of again.entries()) {
    if (page.channels === 3) expect(page.samples).toEqual(brighter[i]!.samples);
  }
  expect(await encodePictures(again)).toEqual(written);
});

it('gives the same file back when pixels did not change', async () => {
  const file = await fixture('gray-jpeg-2000');
  expect(await encodePictures(await decodePictures(file))).toEqual(file);
});

it.each(['color-jpeg-lossless', 'color-jpeg'])('refuses RGB of which the decoder would make other colours: %s', async (name) => {
  await expect(decodePictures(await fixture(name))).rejects.toThrow(
    /^picture: pixels of RGB photometric interpretation in JPEG( lossless)?, expected MONOCHROME1, MONOCHROME2/,
  );
});

it('refuses a frame whose head promises another size than the file, before it is decoded', async () => {
  const file = await fixture('gray-jpeg-2000');
  const start = Buffer.from(file).indexOf('ff4fff51', 'hex');
  new DataView(file.buffer, file.byteOffset).setUint32(start + 8, 2 ** 31);
  await expect(decodePictures(file)).rejects.toThrow(
    'picture: 2147483648×30 pixels of 1 samples of 16 bits in a compressed frame, expected 40×30 of 1 of at most 16',
  );
});

it('reads or refuses, in one line, files damaged by a seed', async () => {
  const random = createRandom(7);
  const names = [
    'gray-jpeg-lossless',
    'gray-jpeg-ls',
    'gray-jpeg-2000',
    'color-jpeg-2000',
    'color-jpeg-ls',
    'smooth-jpeg',
    'gray-run-lengths',
  ];
  const files = await Promise.all(names.map(fixture));
  let refused = 0;
  for (let trial = 0; trial < 210; trial++) {
    const source = files[trial % files.length]!;
    const file = Uint8Array.from(trial % 10 === 0 ? source.subarray(0, random.integer(source.length)) : source);
    const start = Buffer.from(source).indexOf('e07f1000', 'hex');
    if (trial % 10 > 0) for (let i = 0; i < 3; i++) file[start + random.integer(file.length - start)] = random.integer(256);
    // Without a thread for each file.
    const outcome = await decodeDicom(file).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (outcome === undefined) continue;
    refused++;
    expect(refusalOf(outcome)).toMatch(/^[^\n]+$/);
  }
  expect(refused).toBeGreaterThan(30);
});
