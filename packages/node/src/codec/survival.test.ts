import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { exifBlock, metadataEntries, openTiff, readTiffDirectory, tiffNumbers, tiffText } from '@cleargrain/core';
import {
  decodePicture,
  decodePictures,
  type EncodeOptions,
  encodePictures,
  type ImageFormat,
  Picture,
  type PictureMetadata,
  type SampleDepth,
} from '@cleargrain/node';
import dicomParser from 'dicom-parser';
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { makeDicom } from './testing/make-dicom.js';
import { makeRaw, rawPixels } from './testing/make-raw.js';
import { difference, height, smooth, width } from './testing/smooth.js';
import survival from './testing/survival.json' with { type: 'json' };

// Decoders of some formats start a thread each time, which a busy machine lets wait.
vi.setConfig({ testTimeout: 300_000 });

type Format = keyof typeof survival.formats;
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1');
const once = <T>(make: () => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
};

const profile = once(async () => {
  const file = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } })
    .withIccProfile('p3')
    .png()
    .toBuffer();
  return Uint8Array.from((await sharp(file).metadata()).icc!);
});
const exif = exifBlock([tiffText(315, 'somebody'), { ...tiffNumbers(34665, 4, [0]), directory: [tiffText(42036, 'a lens')] }])!;
const xmp = new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/"><r>words</r></x:xmpmeta>');
/** A Photoshop segment of one resource: the caption `a caption` (IPTC record 2, data set 120). */
const caption = Uint8Array.of(0x1c, 2, 120, 0, 9, ...Buffer.from('a caption'));
const iptc = Uint8Array.of(...Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0'), caption.length, ...caption);
const tiffTags = exifBlock([tiffText(285, 'the name of the page'), tiffNumbers(297, 3, [3, 8]), tiffText(33723, 'a caption')])!;
const metadata = async (): Promise<PictureMetadata> => ({ icc: await profile(), exif, xmp, iptc, density: 300, tiffTags });

const heic = (name: string) => readFile(new URL(`./testing/heic/${name}.heic`, import.meta.url)).then((file) => decodePicture(file));

/** Gray DICOM files of 8 and 16 bits whose stored values are those of the ramp. */
function dicomFile(depth: 8 | 16): Uint8Array {
  const pixels = [...smooth(1, false, depth).samples];
  return makeDicom({ width, height, allocated: depth, pixels, frames: 1 });
}
const rawSettings = { width: 96, height: 64, a: 0.001, b: 0.0001, orientation: 6 };

/** The same pixels, each changed a little, so that a file is written anew. */
function brighter(picture: Picture): Picture {
  const result = picture.like();
  result.samples.set(picture.samples.map((sample) => sample + 0.01));
  return result;
}

interface Trip {
  readonly file: Uint8Array;
  readonly pages: readonly Picture[];
}

const trips = new Map<string, Promise<Trip>>();

/** What comes back of pictures that are written in a format; a trip is made once. */
function trip(format: Format, name: string, make: () => Promise<readonly Picture[]>, options: EncodeOptions = {}): Promise<Trip> {
  const key = `${format} ${name}`;
  const known = trips.get(key);
  if (known !== undefined) return known;
  const made = (async () => {
    const file = await encodePictures(await make(), { ...options, format: writtenAs(format) });
    return { file, pages: await decodePictures(file) };
  })();
  trips.set(key, made);
  return made;
}

function writtenAs(format: Format): ImageFormat {
  if (format === 'heic') return 'png';
  return format === 'raw' ? 'dng' : format;
}

/** A ramp of a depth and kind: of HEIC, DICOM and raw the one that a file of theirs holds. */
async function source(format: Format, channels: 1 | 3, hasAlpha: boolean, depth: SampleDepth): Promise<readonly Picture[]> {
  if (format === 'heic') {
    if (hasAlpha) return [await heic('alpha')];
    return [await heic(channels === 1 ? 'gray' : depth === 16 ? 'deep' : 'color')];
  }
  if (format === 'dicom') return decodePictures(dicomFile(depth === 8 ? 8 : 16));
  if (format === 'raw') return decodePictures(makeRaw(rawSettings));
  return [smooth(channels, hasAlpha, depth, channels === 3 ? await metadata() : {})];
}

const plain = (format: Format, channels: 1 | 3, hasAlpha: boolean, depth: SampleDepth) =>
  trip(format, `${channels} ${hasAlpha} ${depth}`, () => source(format, channels, hasAlpha, depth));

async function orRefused(outcome: () => Promise<string>): Promise<string> {
  try {
    return await outcome();
  } catch (error) {
    expect(error).toMatchObject({ name: 'ImageError' });
    expect((error as Error).message).not.toContain('\n');
    return 'refused';
  }
}

/** How well samples of a depth come back. */
async function fidelity(format: Format, depth: SampleDepth): Promise<string> {
  if (format === 'raw') {
    const { file } = await plain(format, 1, false, 32);
    const [bytes, count] = [rawPixels(rawSettings), rawSettings.width * rawSettings.height];
    expect(new Uint16Array(file.buffer.slice(8, 8 + count * 2))).toEqual(bytes);
    return 'exact';
  }
  if (format === 'dicom') {
    const original = dicomFile(depth === 8 ? 8 : 16);
    const written = await encodePictures((await decodePictures(original)).map(brighter));
    const stored = dicomParser.parseDicom(written).elements.x7fe00010!;
    const before = dicomParser.parseDicom(original).elements.x7fe00010!;
    const last = original.subarray(before.dataOffset, before.dataOffset + before.length);
    const now = written.subarray(stored.dataOffset, stored.dataOffset + stored.length);
    // A hundredth of the range brighter, and nothing else.
    const values = (bytes: Uint8Array) => (depth === 8 ? bytes : new Uint16Array(Uint8Array.from(bytes).buffer));
    const [least, most] = [Math.min(...values(last)), Math.max(...values(last))];
    const steps = [...values(now)].map((value, i) => value - values(last)[i]!);
    return steps.every((step) => step === Math.round((most - least) * 0.01)) ? 'exact' : 'near';
  }
  const { file, pages } = await plain(format, 3, false, depth);
  const expected = smooth(3, false, depth);
  const found = pages[0]!;
  const off = difference(expected, found);
  expect(off).toBeLessThan(0.05);
  if (format === 'pfm' && depth < 32) return off < 1e-7 ? 'exact' : 'near';
  const { bitsPerSample } = format === 'heic' ? (await heic(depth === 16 ? 'deep' : 'color')).origin : found.origin;
  if (format === 'heic') return bitsPerSample === undefined ? 'near' : `${bitsPerSample} bits`;
  if (bitsPerSample !== undefined) return `${(await sharp(file).metadata()).bitsPerSample} bits`;
  if (found.depth < depth) return off < 0.6 / (2 ** found.depth - 1) || format !== 'png' ? `${found.depth} bits` : 'near';
  return off === 0 ? 'exact' : 'near';
}

const metadataOf = async (format: Format): Promise<PictureMetadata> => {
  if (format !== 'raw') return (await plain(format, 3, false, 8)).pages[0]!.origin.metadata;
  const { file } = await plain(format, 1, false, 32);
  const head = openTiff(file);
  const packet = readTiffDirectory(head, head.first).find(({ tag }) => tag === 700)?.value;
  return { ...(await decodePictures(file))[0]!.origin.metadata, ...(packet && { xmp: packet }) };
};

const observers: Readonly<Record<string, (format: Format) => Promise<string>>> = {
  '8 bits a sample': (format) => fidelity(format, 8),
  '16 bits': (format) => fidelity(format, 16),
  '32-bit floats': (format) => fidelity(format, 32),

  async grey(format) {
    const [page] = (await plain(format, 1, false, format === 'raw' ? 32 : 8)).pages;
    if (page!.channels === 1) return 'kept';
    const { samples } = page!;
    for (let i = 0; i < samples.length; i += 3) expect(Math.abs(samples[i]! - samples[i + 2]!)).toBeLessThan(2);
    return 'equal channels';
  },

  alpha: (format) =>
    orRefused(async () => {
      const [page] = (await plain(format, 3, true, 8)).pages;
      const before = smooth(3, true, 8).alpha()!;
      const after = page!.alpha();
      if (after === undefined) return 'lost';
      let most = 0;
      for (let i = 0; i < before.length; i++) most = Math.max(most, Math.abs(before[i]! - after[i]!));
      return most <= (format === 'png' || format === 'tiff' || format === 'jxl' ? 0 : 3) ? 'kept' : 'changed';
    }),

  'pages, frames': (format) =>
    orRefused(async () => {
      const pages =
        format === 'dicom'
          ? await decodePictures(makeDicom({ width: 3, height: 2, frames: 2, pixels: [1, 2, 3, 4, 5, 6, 60, 50, 40, 30, 20, 10] }))
          : [smooth(3, false, 8), smooth(1, true, 16), smooth(3, true, 32)];
      const { pages: found } = await trip(format, 'pages', async () => pages);
      expect(found.map(({ samples }) => samples)).toEqual(pages.map(({ samples }) => samples));
      return 'kept';
    }),

  async 'colour profile'(format) {
    const { icc } = await metadataOf(format);
    if (icc === undefined) return 'lost';
    expect(icc).toEqual(await profile());
    return 'kept';
  },

  async 'colours of a wide gamut'(format) {
    const [page] = (await plain(format, 3, false, 8)).pages;
    // Display P3 made into sRGB or back would shift these ramps by more than a tenth.
    return difference(smooth(3, false, 8), page!) < 0.05 ? 'kept' : 'shifted';
  },

  async EXIF(format) {
    const block = text((await metadataOf(format)).exif);
    if (block === '') return 'lost';
    expect(block).toContain('somebody');
    if (format !== 'raw') expect(block).toContain('a lens');
    return 'kept';
  },

  async XMP(format) {
    const packet = text((await metadataOf(format)).xmp);
    if (packet === '') return 'lost';
    expect(packet).toContain(format === 'raw' ? '<xmp>' : '<r>words</r>');
    return 'kept';
  },

  async IPTC(format) {
    const { iptc: segment, tiffTags: tags } = await metadataOf(format);
    if (segment === undefined && tags === undefined) return 'lost';
    expect(text(format === 'tiff' ? tags : segment)).toContain('a caption');
    return 'kept';
  },

  async resolution(format) {
    if (format === 'dicom') {
      const written = await encodePictures((await decodePictures(dicomFile(16))).map(brighter));
      return dicomParser.parseDicom(written).string('x00280030') === '0.5\\0.5' ? 'kept' : 'lost';
    }
    const { exif: block, density } = await metadataOf(format);
    if (density !== undefined) return density === 300 ? 'kept' : 'changed';
    const entry = block && readTiffDirectory(openTiff(block), openTiff(block).first).find(({ tag }) => tag === 282);
    if (entry === undefined) return 'lost';
    const view = new DataView(entry.value.buffer);
    return view.getUint32(0, true) / view.getUint32(4, true) === 300 ? 'in EXIF' : 'changed';
  },

  async orientation(format) {
    if (format === 'raw') {
      const { file } = await plain(format, 1, false, 32);
      const head = openTiff(file);
      return readTiffDirectory(head, head.first).find(({ tag }) => tag === 274)?.value[0] === 6 ? 'kept' : 'lost';
    }
    const upright = smooth(3, false, 8);
    if (format === 'heic' || format === 'jxl') {
      // Their heads say it, not EXIF.
      const file = await readFile(new URL(`./testing/${format}/turned.${format}`, import.meta.url));
      return difference(upright, await decodePicture(file)) < 0.05 ? 'upright' : 'turned';
    }
    // Turned counter-clockwise, and marked as such.
    const turned = await sharp(upright.samples, { raw: { width, height, channels: 3 } })
      .rotate(-90)
      .toBuffer({ resolveWithObject: true });
    const file = await sharp(turned.data, { raw: turned.info })
      .withMetadata({ orientation: 6 })
      .toFormat(format === 'jpeg' || format === 'webp' || format === 'avif' || format === 'tiff' ? format : 'png', { quality: 100 })
      .toBuffer();
    const read = await decodePicture(Uint8Array.from(file));
    expect(difference(upright, read)).toBeLessThan(0.05);
    const { file: again } = await trip(format, 'turned', async () => [read]);
    expect((await sharp(again).metadata()).orientation ?? 1).toBe(1);
    return difference(upright, await decodePicture(again)) < 0.05 ? 'upright' : 'turned';
  },

  compression: (format) => compressions[format](),

  async 'other tags'(format) {
    if (format === 'dicom') {
      const set = dicomParser.parseDicom(await encodePictures((await decodePictures(dicomFile(16))).map(brighter)));
      expect([...set.byteArray.slice(set.elements.x00111001!.dataOffset).subarray(0, 4)]).toEqual([1, 2, 3, 4]);
      return set.string('x00100010') === 'Nobody^At^All' ? 'kept' : 'lost';
    }
    if (format === 'raw') {
      const { file } = await plain(format, 1, false, 32);
      return text(file).includes('the name of the first file') ? 'kept' : 'lost';
    }
    const tags = (await metadataOf(format)).tiffTags;
    if (tags === undefined) return 'lost';
    const found = metadataEntries(undefined, tags).map(({ tag }) => tag);
    expect(found).toEqual(expect.arrayContaining([285, 297]));
    expect(text(tags)).toContain('the name of the page');
    return 'kept';
  },
};

const like = (picture: Picture, origin: Partial<Picture['origin']>) =>
  new Picture({ ...content(picture), origin: { ...picture.origin, ...origin } });
const content = ({ width, height, channels, hasAlpha, samples }: Picture) => ({ width, height, channels, hasAlpha, samples });
const unlike = async () => 'not looked at';

const compressions: Readonly<Record<Format, () => Promise<string>>> = {
  png: async () => ((await fidelity('png', 16)) === 'exact' ? 'without loss' : 'with loss'),
  jxl: async () => ((await fidelity('jxl', 16)) === 'exact' ? 'without loss' : 'with loss'),
  async jpeg() {
    for (const chromaSubsampling of ['4:2:0', '4:4:4'] as const) {
      for (const jpegQuality of [40, 87]) {
        const { pages } = await trip('jpeg', `${jpegQuality} ${chromaSubsampling}`, async () => [
          like(smooth(3, false, 8), { format: 'jpeg', jpegQuality, chromaSubsampling }),
        ]);
        expect(pages[0]!.origin).toMatchObject({ jpegQuality, chromaSubsampling });
      }
    }
    const options = { quality: 30, chromaSubsampling: '4:2:0' } as const;
    const { pages } = await trip('jpeg', 'as told', async () => [smooth(3, false, 8)], options);
    expect(pages[0]!.origin).toMatchObject({ jpegQuality: 30, chromaSubsampling: '4:2:0' });
    return 'quality and subsampling';
  },
  async webp() {
    const lossless = like(smooth(3, false, 8), { format: 'webp', lossless: true });
    const { pages } = await trip('webp', 'lossless', async () => [lossless]);
    expect(pages[0]!.samples).toEqual(lossless.samples);
    return pages[0]!.origin.lossless ? 'lossless stays' : 'with loss';
  },
  async avif() {
    const { file } = await trip('avif', 'again', async () => [like(smooth(3, false, 8), { format: 'avif' })]);
    const { file: told } = await trip('avif', 'told', async () => [smooth(3, false, 8)], { quality: 80 });
    expect(file).toEqual(told);
    return 'quality 80';
  },
  async tiff() {
    for (const tiff of [
      { compression: 'lzw', tile: { width: 32, height: 16 } },
      { compression: 'packbits' },
      { compression: 'none', tile: { width: 64, height: 64 } },
      { compression: 'deflate' },
    ] as const) {
      const { pages } = await trip('tiff', JSON.stringify(tiff), async () => [like(smooth(3, false, 16), { format: 'tiff', tiff })]);
      expect(pages[0]!.origin.tiff).toEqual(tiff);
    }
    return 'compression, tiles';
  },
  pnm: async () => ((await plain('pnm', 3, false, 8)).file.length < width * height * 3 + 20 ? 'none' : 'other'),
  pfm: async () => ((await plain('pfm', 3, false, 8)).file.length < width * height * 12 + 20 ? 'none' : 'other'),
  async dicom() {
    const pages = await decodePictures(makeDicom({ width: 3, height: 2, coding: 'run lengths', pixels: [1, 1, 1, 900, 900, 900] }));
    const set = dicomParser.parseDicom(await encodePictures(pages.map(brighter)));
    return set.string('x00020010') === '1.2.840.10008.1.2.1' ? 'none' : 'other';
  },
  async raw() {
    const { file } = await plain('raw', 1, false, 32);
    const head = openTiff(file);
    return readTiffDirectory(head, head.first).find(({ tag }) => tag === 259)?.value[0] === 1 ? 'none' : 'other';
  },
  heic: unlike,
};

/** What a format does not have, or a file of it that is read: cells that say nothing. */
const absent: Readonly<Partial<Record<Format, readonly string[]>>> = {
  heic: ['32-bit floats', 'pages, frames', 'IPTC', 'compression', 'other tags'],
  dicom: ['32-bit floats', 'alpha', 'colour profile', 'colours of a wide gamut', 'EXIF', 'XMP', 'IPTC', 'orientation'],
  raw: ['8 bits a sample', '32-bit floats', 'alpha', 'pages, frames', 'colour profile', 'colours of a wide gamut', 'IPTC', 'resolution'],
  pnm: ['orientation'],
  pfm: ['orientation'],
};

it('every cell of the table has a test, but for what a format does not have', () => {
  const formats = Object.keys(survival.formats) as Format[];
  expect(survival.rows.map(({ property }) => property).sort()).toEqual(Object.keys(observers).sort());
  for (const { property, cells } of survival.rows) expect(Object.keys(cells).sort(), property).toEqual([...formats].sort());
  for (const format of formats) {
    const empty = survival.rows.filter(({ cells }) => cells[format] === '–').map(({ property }) => property);
    expect(empty, format).toEqual(absent[format] ?? []);
  }
});

for (const [format, title] of Object.entries(survival.formats) as [Format, string][]) {
  describe(title, () => {
    for (const { property, cells } of survival.rows) {
      if (cells[format] !== '–')
        it(`${property}: ${cells[format]}`, async () => expect(await observers[property]!(format)).toBe(cells[format]));
    }
  });
}

it('is what docs/formats.md says', async () => {
  await promisify(execFile)(process.execPath, ['docs/print-formats.mjs', '--check'], { cwd: root });
});
