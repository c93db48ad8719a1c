import { createRandom } from '@cleargrain/core';
import { decodePicture, decodePictures, encodePicture, encodePictures } from '@cleargrain/node';
import dicomParser from 'dicom-parser';
import { describe, expect, it, vi } from 'vitest';
import { type DicomSettings, makeDicom } from '../testing/make-dicom.js';
import { refusalOf } from '../thread/refusal-of.js';
import { decodeDicom } from './decode-dicom.js';

// Each decoding starts a thread, which a busy machine lets wait.
vi.setConfig({ testTimeout: 300_000 });

const width = 12;
const height = 9;
const count = width * height;
const ramp = (frames = 1, step = 37, most = 4000, low = 0) => Array.from({ length: count * frames }, (_, i) => ((i * step) % most) + low);

/** Pictures with every sample 3 stored values darker. */
async function darker(file: Uint8Array, by: number) {
  const pages = await decodePictures(file);
  return pages.map((page) => {
    const result = page.like();
    const image = page.read({ x: 0, y: 0, width, height });
    result.write(0, 0, { ...image, data: image.data.map((value) => value - by) });
    return result;
  });
}

function wordsOf(file: Uint8Array, signed = false, little = true): number[] {
  const set = dicomParser.parseDicom(file);
  const { dataOffset, length } = set.elements.x7fe00010!;
  const view = new DataView(file.buffer, file.byteOffset + dataOffset, length);
  return Array.from({ length: length / 2 }, (_, i) => (signed ? view.getInt16(i * 2, little) : view.getUint16(i * 2, little)));
}

const kinds: [string, Partial<DicomSettings>][] = [
  ['explicit', {}],
  ['implicit', { coding: 'implicit' }],
  ['big-endian', { coding: 'big-endian' }],
  ['deflated', { coding: 'deflated' }],
  ['run lengths', { coding: 'run lengths' }],
  ['several frames', { frames: 3 }],
  ['several frames of run lengths', { frames: 3, coding: 'run lengths' }],
  ['signed, 12 bits', { stored: 12, signed: true }],
  ['MONOCHROME1', { photometric: 'MONOCHROME1' }],
];

describe.each(kinds)('%s', (_, settings) => {
  const frames = settings.frames ?? 1;
  const signed = settings.signed ?? false;
  const pixels = signed ? ramp(frames, 37, 4000, -2000) : ramp(frames);
  const file = makeDicom({ width, height, pixels, ...settings });

  it('gives the same file back when pixels did not change', async () => {
    expect(await encodePictures(await decodePictures(file))).toEqual(file);
  });

  it('gets the new pixels, and keeps all elements but those that say that it is derived', async () => {
    const pages = await darker(file, 3 / (Math.max(...pixels) - Math.min(...pixels)));
    const written = await encodePictures(pages);
    const low = signed ? -2048 : 0;
    const expected = pixels.map((pixel) => Math.max(low, pixel - 3));
    expect(wordsOf(written, signed, settings.coding !== 'big-endian')).toEqual(expected);
    // What is deflated is written inflated.
    const plain = settings.coding === 'deflated' ? makeDicom({ width, height, pixels }) : file;
    const [before, after] = [dicomParser.parseDicom(plain), dicomParser.parseDicom(written)];
    expect(after.warnings).toEqual([]);
    const derived = ['x00020000', 'x00020003', 'x00020010', 'x00080008', 'x00080018', 'x00082111', 'x00082112', 'x00280106', 'x00280107'];
    for (const [tag, { dataOffset, length }] of Object.entries(before.elements)) {
      if (derived.includes(tag) || tag === 'x7fe00010') continue;
      const found = after.elements[tag]!;
      expect(found.length, tag).toBe(length);
      const bytes = before.byteArray.slice(dataOffset, dataOffset + length);
      expect([...after.byteArray.slice(found.dataOffset, found.dataOffset + length)], tag).toEqual([...bytes]);
    }
    expect(Object.keys(after.elements).sort()).toEqual([...new Set([...Object.keys(before.elements), 'x00082111', 'x00082112'])].sort());
    const tags = Object.values(after.elements).sort((a, b) => a.dataOffset - b.dataOffset);
    expect(tags.map(({ tag }) => tag)).toEqual(tags.map(({ tag }) => tag).sort());
  });
});

it('says that it is derived: a UID of its own in data set and head, the type, the source; the same for the same pixels', async () => {
  const file = makeDicom({ width, height, pixels: ramp() });
  const written = await encodePictures(await darker(file, 0.01));
  expect(await encodePictures(await darker(file, 0.01))).toEqual(written);
  const set = dicomParser.parseDicom(written);
  const identity = set.string('x00080018')!;
  expect(identity).toMatch(/^2\.25\.\d{30,39}$/);
  expect(set.string('x00020003')).toBe(identity);
  expect(set.uint32('x00020000')).toBe(set.elements.x00080008!.dataOffset - 8 - (128 + 4 + 12));
  expect(set.string('x00080008')).toBe('DERIVED\\PRIMARY\\AXIAL');
  expect(set.string('x00082111')).toBe('denoised by Cleargrain');
  const source = set.elements.x00082112!.items![0]!.dataSet!;
  expect(source.string('x00081155')).toBe('1.2.3.4.5');
  expect(source.string('x00081150')).toBe('1.2.840.10008.5.1.4.1.1.7');
  const words = wordsOf(written);
  expect([set.uint16('x00280106'), set.uint16('x00280107')]).toEqual([Math.min(...words), Math.max(...words)]);
});

it('leaves padding and bits that are no value as they are', async () => {
  const pixels = ramp(1, 37, 1000).map((value, i) => (i < 5 ? 0x0fff : value) | (i % 3 === 0 ? 0x8000 : 0));
  const file = makeDicom({ width, height, pixels, stored: 12, padding: 0x0fff });
  const [page] = await decodePictures(file);
  expect([...page!.samples.subarray(0, 5)]).toEqual([0, 0, 0, 0, 0]);
  expect(Math.max(...page!.samples)).toBe(1);
  const words = wordsOf(await encodePictures(await darker(file, 10 / 999)));
  expect(words.slice(0, 5)).toEqual(pixels.slice(0, 5));
  expect(words.map((word) => word & 0xf000)).toEqual(pixels.map((word) => word & 0xf000));
  expect(words.slice(5).map((word) => word & 0xfff)).toEqual(pixels.slice(5).map((word) => Math.max(0, (word & 0xfff) - 10)));
});

it('honours rescale and window in formats that know none: a CT value at the window’s ends is black and white', async () => {
  // Stored 0 to 4000 are -1024 to 2976; the window goes from -160 to 240.
  const pixels = ramp();
  const file = makeDicom({ width, height, pixels, slope: 1, intercept: -1024, window: [40, 400] });
  for (const format of ['png', 'tiff'] as const) {
    const shown = await decodePicture(await encodePicture(await decodePicture(file), { format }));
    expect(shown.depth).toBe(16);
    const expected = pixels.map((pixel) => Math.min(1, Math.max(0, (pixel - 1024 - 39.5) / 399 + 0.5)) * 65535);
    for (const [i, value] of expected.entries()) expect(Math.abs(shown.samples[i]! - value)).toBeLessThan(1);
  }
});

it.each([
  ['LINEAR_EXACT', (x: number) => Math.min(1, Math.max(0, (x - 40) / 400 + 0.5))],
  ['SIGMOID', (x: number) => 1 / (1 + Math.exp((-4 * (x - 40)) / 400))],
] as const)('shows a window of the shape %s', async (shape, curve) => {
  const pixels = ramp(1, 37, 900);
  const file = makeDicom({ width, height, pixels, slope: 2, intercept: -700, window: [40, 400], shape, photometric: 'MONOCHROME1' });
  const shown = await decodePicture(await encodePicture(await decodePicture(file), { format: 'png' }));
  for (const [i, pixel] of pixels.entries()) expect(Math.abs(shown.samples[i]! - (1 - curve(pixel * 2 - 700)) * 65535)).toBeLessThan(1);
});

it.each([false, true])('reads and writes colour of 8 bits (in planes: %s)', async (planar) => {
  const pixels = Array.from({ length: count * 3 }, (_, i) => (i * 7) % 250);
  const file = makeDicom({ width, height, pixels, photometric: 'RGB', allocated: 8, planar });
  const page = await decodePicture(file);
  expect([page.channels, page.depth, page.samples[1]]).toEqual([3, 8, planar ? pixels[count] : pixels[1]]);
  const changed = page.like();
  changed.samples.set(page.samples.map((value) => value + 5));
  const set = dicomParser.parseDicom(await encodePicture(changed));
  const { dataOffset, length } = set.elements.x7fe00010!;
  expect([...set.byteArray.slice(dataOffset, dataOffset + length)]).toEqual(pixels.map((value) => value + 5));
});

describe('is refused in one line:', () => {
  const refusal = (settings: Partial<DicomSettings>, cut = 0) => {
    const file = makeDicom({ width, height, pixels: ramp(), ...settings });
    return expect(decodePictures(file.subarray(0, file.length - cut), { name: 'scan.dcm' })).rejects;
  };
  it('pixels compressed in a way that is not read', () =>
    refusal({ coding: 'HTJ2K' }).toThrow(
      /^scan\.dcm: DICOM pixels compressed as HTJ2K \(1\.2\.840\.10008\.1\.2\.4\.201\), expected none, RLE, JPEG, JPEG lossless, JPEG-LS or JPEG 2000$/,
    ));
  it('colour other than RGB', () =>
    refusal({ photometric: 'YBR_FULL', allocated: 8 }).toThrow(
      /^scan\.dcm: pixels of YBR_FULL photometric interpretation, expected MONOCHROME1/,
    ));
  it('a file cut short', () => refusal({}, 100).toThrow(/^scan\.dcm: [^\n]+$/));
  it('bits that do not fit', () => refusal({ stored: 12, highBit: 16 }).toThrow('12 bits stored in 16 with the highest at 16'));
  it('a number of frames that is none', async () => {
    const file = Buffer.from(makeDicom({ width, height, frames: 2, pixels: ramp(2) }));
    const at = file.indexOf(Buffer.from([0x28, 0, 8, 0, 0x49, 0x53]));
    file.write('x\n', at + 8, 'latin1');
    await expect(decodePictures(file, { name: 'scan.dcm' })).rejects.toThrow(
      /^scan\.dcm: "x[^"\n]*" as the number of frames, expected a whole number$/,
    );
  });
  it('a picture that is not from a DICOM file, written as one', async () => {
    const page = await decodePicture(makeDicom({ width, height, pixels: ramp() }));
    const png = await decodePicture(await encodePicture(page, { format: 'png' }));
    await expect(encodePicture(png, { format: 'dicom' })).rejects.toThrow('cannot be written as dicom: it does not come from a DICOM file');
  });
  it('several frames, written as PNG', async () => {
    const pages = await decodePictures(makeDicom({ width, height, frames: 2, pixels: ramp(2) }));
    await expect(encodePictures(pages, { format: 'png' })).rejects.toThrow('cannot be written as png: 2 frames');
  });
});

it('keeps the sign of whole words where the bits above the values repeat it', async () => {
  const pixels = ramp(1, 37, 4000, -2000);
  const file = makeDicom({ width, height, pixels, stored: 12, signed: true });
  const written = await encodePicture((await darker(file, -3 / (Math.max(...pixels) - Math.min(...pixels))))[0]!);
  expect(wordsOf(written, true)).toEqual(pixels.map((pixel) => pixel + 3));
});

it('reads or refuses, in one line, files damaged by a seed', async () => {
  const random = createRandom(5);
  const files = (['explicit', 'implicit', 'run lengths', 'deflated'] as const).map((coding) =>
    makeDicom({ width, height, frames: 2, pixels: ramp(2), coding, slope: 1, window: [40, 400] }),
  );
  let refused = 0;
  for (let trial = 0; trial < 400; trial++) {
    const file = Uint8Array.from(files[trial % files.length]!);
    // Half of the damage falls before the pixels, where the structure is.
    for (let i = 0; i < 3; i++) file[132 + random.integer(trial % 2 === 0 ? 700 : file.length - 132)] = random.integer(256);
    // Without a thread for each file.
    const outcome = await decodeDicom(file).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (outcome === undefined) continue;
    refused++;
    expect(refusalOf(outcome)).toMatch(/^[^\n]+$/);
    if (refused % 20 > 0) continue;
    const error: unknown = await decodePictures(file).catch((error: unknown) => error);
    expect(error).toMatchObject({ name: 'ImageError' });
    expect((error as Error).message).toMatch(/^picture: [^\n]+$/);
  }
  expect(refused).toBeGreaterThan(50);
});
