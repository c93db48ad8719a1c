import { Picture } from '@cleargrain/core';
import { decodePicture, encodePicture } from '@cleargrain/node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../testing/find-browser.js';
import { openPage, type TestPage } from '../testing/open-page.js';

const [width, height] = [40, 30];
/** Every alpha with every kind of colour. */
const rgba = Uint8Array.from({ length: width * height * 4 }, (_, index) => (index % 4 === 3 ? (index >> 2) % 256 : (index * 7919) % 256));
const opaque = rgba.map((value, index) => (index % 4 === 3 ? 255 : value));

describe.skipIf(findBrowser() === undefined)('files in a real Chromium (needs chromium)', () => {
  let opened: TestPage;
  let icc: Uint8Array;
  let exif: Uint8Array;
  const xmp = new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');
  beforeAll(async () => {
    opened = await openPage();
    const jpeg = sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } }).withIccProfile('srgb');
    const found = await sharp(
      await jpeg
        .withExif({ IFD0: { Artist: 'somebody' } })
        .jpeg()
        .toBuffer(),
    ).metadata();
    [icc, exif] = [new Uint8Array(found.icc!), new Uint8Array(found.exif!)];
  }, 120_000);
  afterAll(() => opened?.close());

  /** What the page makes of a file: its samples, and the file that it writes of them. */
  const through = (file: Uint8Array, options: { format?: 'png' | 'jpeg' | 'webp' | 'tiff'; quality?: number }) =>
    opened.page
      .evaluate(
        async ([bytes, wanted]) => {
          const picture = await window.cleargrain.decodePicture(Uint8Array.from(bytes));
          const written = await window.cleargrain.encodePicture(picture, wanted);
          const { format, depth } = picture.origin;
          return { samples: [...picture.samples], bands: picture.bands, format, depth, written: [...written] };
        },
        [[...file], options] as const,
      )
      .then(({ written, ...others }) => ({ ...others, written: Uint8Array.from(written) }));

  it('reads a WebP file with alpha as it is stored, also where it is nearly transparent', async () => {
    const file = await sharp(rgba, { raw: { width, height, channels: 4 } })
      .webp({ lossless: true, exact: true })
      .toBuffer();
    const { samples, bands, format } = await through(new Uint8Array(file), { format: 'png' });
    expect([format, bands]).toEqual(['webp', 4]);
    expect(Buffer.compare(Buffer.from(samples), Buffer.from(rgba))).toBe(0);
  });

  it('writes WebP of quality 100 without loss', async () => {
    const file = await sharp(opaque, { raw: { width, height, channels: 4 } })
      .png()
      .toBuffer();
    const { written } = await through(new Uint8Array(file), { format: 'webp', quality: 100 });
    expect(Buffer.compare(await sharp(written).ensureAlpha().raw().toBuffer(), Buffer.from(opaque))).toBe(0);
  });

  it.each(['png', 'tiff', 'jpeg', 'webp'] as const)('keeps profile, EXIF and XMP from every format in %s', async (format) => {
    for (const from of ['png', 'tiff', 'jpeg', 'webp', 'avif'] as const) {
      const picture = Picture.create({
        width,
        height,
        channels: 3,
        depth: 8,
        origin: { format: from, depth: 8, metadata: { icc, exif, xmp } },
      });
      const { written } = await through(await encodePicture(picture), { format });
      const { metadata } = (await decodePicture(written)).origin;
      expect([...metadata.icc!], from).toEqual([...icc]);
      expect(new TextDecoder('latin1').decode(metadata.exif), from).toContain('somebody');
      expect(new TextDecoder().decode(metadata.xmp), from).toContain('adobe:ns:meta');
    }
  });

  describe('refuses in one line', () => {
    const made = sharp(rgba, { raw: { width, height, channels: 4 } });
    const refusal = (name: string, file: Uint8Array) =>
      opened.page.evaluate(
        ([bytes, called]) =>
          window.cleargrain.decodePicture(Uint8Array.from(bytes), { name: called }).then(
            () => 'it was accepted',
            (error: Error) => error.message,
          ),
        [[...file], name] as const,
      );

    it.each([
      ['png', /^a\.png: cut short: (\d+) bytes that do not reach the last chunk \(IEND\)$/],
      ['jpeg', /^a\.jpeg: cut short: (\d+) bytes that do not reach the end of the image \(EOI\)$/],
      ['webp', /^a\.webp: cut short: (\d+) bytes, expected at least (\d+)$/],
      ['avif', /^a\.avif: cut short: (\d+) bytes, expected at least (\d+)$/],
      ['gif', /^a\.gif: cut short: (\d+) bytes that do not reach the trailer$/],
      ['tiff', /^a\.tiff: cut short: (\d+) bytes, expected at least (\d+)|its directory lies outside the file of (\d+) bytes$/],
    ] as const)('a file of %s that is cut short, wherever that is', async (format, line) => {
      const whole = new Uint8Array(await made.clone().toFormat(format).toBuffer());
      expect(await refusal(`a.${format}`, whole)).toBe('it was accepted');
      for (const part of [0.3, 0.6, 0.95]) {
        const length = Math.floor(whole.length * part);
        const found = line.exec(await refusal(`a.${format}`, whole.subarray(0, length)));
        expect(found?.slice(1).filter(Boolean)[0], `${part}`).toBe(String(length));
      }
    });

    it('what is another file or none', async () => {
      const expected = 'expected PNG, JPEG, WebP, AVIF, TIFF or GIF';
      const text = (content: string) => new TextEncoder().encode(content);
      expect(await refusal('empty.png', new Uint8Array(0))).toBe('empty.png: empty, expected a picture');
      expect(await refusal('page.jpg', text('<!doctype html>'))).toBe(`page.jpg: not a picture, ${expected}`);
      const heic = text(`\0\0\0\x18ftypheic${'\0'.repeat(99)}`);
      expect(await refusal('a.heic', heic)).toBe(`a.heic: a HEIC file, which this browser does not read, ${expected}`);
      const jpeg = new Uint8Array(await made.clone().jpeg().toBuffer());
      expect(await refusal('a.jpg', jpeg.fill(0, 2, 200))).toMatch(/^a\.jpg: a damaged or incomplete picture \([^\n]*JPEG[^\n]*\)$/);
    });
  });

  it('gives a 16-bit TIFF with alpha back sample for sample', async () => {
    const samples = Uint16Array.from(rgba, (value, index) => value * 257 - (index % 7 === 0 && value > 0 ? 100 : 0));
    const origin = { format: 'tiff', depth: 16, metadata: { icc } } as const;
    const file = await encodePicture(new Picture({ width, height, channels: 3, hasAlpha: true, samples, origin }));
    const { written, depth } = await through(file, {});
    expect(depth).toBe(16);
    const after = await decodePicture(written);
    expect(after.origin.format).toBe('tiff');
    expect(after.samples).toEqual(samples);
  });
});
