import { openTiff, readTiffDirectory } from '@cleargrain/core';
import { createDenoiser, decodePicture, decodePictures, encodePictures, type Picture } from '@cleargrain/node';
import { expect, it, vi } from 'vitest';
import { black, light, makeRaw, type RawSettings, rawPixels, white } from '../testing/make-raw.js';
import { steadyNoise } from './steady-noise.js';

/** The pixels of a DNG file of one directory. */
function pixelsOf(file: Uint8Array, { width, height }: RawSettings): Uint16Array {
  return new Uint16Array(file.buffer.slice(8, 8 + width * height * 2));
}

const setting: RawSettings = { width: 240, height: 160, a: 0.004, b: 0.00002 };

// Each decoding starts a thread, which a busy machine lets wait.
vi.setConfig({ testTimeout: 300_000 });

it.each([setting, { ...setting, border: 8 }, { ...setting, width: 241, height: 161 }] as const)(
  'gives the pixels of the sensor back, to the last bit, when nothing is done to them: $width×$height, border $border',
  async (settings) => {
    const planes = await decodePictures(makeRaw(settings));
    expect(planes.map(({ width, height, channels, depth }) => [width, height, channels, depth])).toEqual(
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ].map(([top, left]) => [Math.ceil((settings.width - left!) / 2), Math.ceil((settings.height - top!) / 2), 1, 32]),
    );
    const written = await encodePictures(planes);
    expect(pixelsOf(written, settings)).toEqual(rawPixels(settings));
  },
);

it('keeps what makes colours of the pixels, EXIF and XMP, and drops what does not fit them any more', async () => {
  const written = await encodePictures(await decodePictures(makeRaw({ ...setting, border: 8, orientation: 6 })));
  const head = openTiff(written);
  const tags = new Map(readTiffDirectory(head, head.first).map((entry) => [entry.tag, entry]));
  const text = (tag: number) => Buffer.from(tags.get(tag)?.value ?? []).toString('latin1');
  expect([text(271), text(272), text(315), text(700), text(50827)]).toEqual([
    'Maker\0',
    'Camera\0',
    'somebody\0',
    '<xmp>',
    'the name of the first file\0',
  ]);
  expect(tags.get(274)?.value[0]).toBe(6);
  expect(tags.get(34665)?.directory?.map(({ tag }) => tag)).toEqual([33434, 34855]);
  for (const tag of [50706, 50721, 50728, 50778, 50714, 50717, 33422]) expect(tags.has(tag), String(tag)).toBe(true);
  expect(tags.has(50829)).toBe(false);
});

it('makes noise steady: as strong in the dark as in the light', () => {
  const [a, b] = [0.01, 0.0001];
  const { to, from } = steadyNoise({ a, b });
  const slopes = [0.9, 0.4, 0.1, 0.02].map((x) => ((to(x + 1e-4) - to(x - 1e-4)) / 2e-4) * Math.sqrt(a * x + b));
  for (const slope of slopes) expect(Math.abs(slope / slopes[0]! - 1)).toBeLessThan(0.1);
  for (let x = -0.2; x < 1.3; x += 0.01) expect(from(to(x))).toBeCloseTo(x, 9);
  expect([to(0), to(1)]).toEqual([0, 1]);
});

const error = (pixels: Uint16Array, settings: RawSettings) => {
  const { width } = settings;
  const pattern = [0, 1, 1, 2];
  let sum = 0;
  let bias = 0;
  for (const [i, pixel] of pixels.entries()) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const off = (pixel - black) / (white - black) - light(x, y, pattern[(y % 2) * 2 + (x % 2)]!, settings);
    sum += off * off;
    bias += off;
  }
  return { decibels: -10 * Math.log10(sum / pixels.length), bias: bias / pixels.length };
};

async function denoised(planes: readonly Picture[]): Promise<Picture[]> {
  const denoiser = await createDenoiser({ model: 'gray-xs', device: 'cpu' });
  try {
    const results: Picture[] = [];
    for (const plane of planes) {
      const result = plane.like();
      await denoiser.denoiseTo(plane, result);
      results.push(result);
    }
    return results;
  } finally {
    await denoiser.close();
  }
}

it('is denoised as the sensor saw it, before colours are made: nearer to the scene by 6 dB, and no darker', async () => {
  const settings = { ...setting, width: 480, height: 320 };
  const file = makeRaw(settings);
  const results = await denoised(await decodePictures(file));
  const before = error(rawPixels(settings), settings);
  const after = error(pixelsOf(await encodePictures(results), settings), settings);
  expect(after.decibels - before.decibels).toBeGreaterThan(6);
  expect(Math.abs(after.bias)).toBeLessThan(0.001);
});

it('is developed for formats of pictures: white balance, colours between pixels, 16 bits, upright', async () => {
  for (const [orientation, turned] of [
    [1, false],
    [6, true],
  ] as const) {
    const planes = await decodePictures(makeRaw({ ...setting, a: 0, b: 0, orientation }));
    const picture = await decodePicture(await encodePictures(planes, { format: 'tiff' }));
    const { width, height } = setting;
    expect([picture.width, picture.height]).toEqual(turned ? [height, width] : [width, height]);
    expect([picture.channels, picture.depth]).toEqual([3, 16]);
    expect(Buffer.from(picture.origin.metadata.exif ?? []).toString('latin1')).toContain('somebody');
    // The disc is yellow, and lies at the left, or after a quarter turn clockwise at the top.
    const [x, y] = turned ? [Math.round(height * 0.5), Math.round(width * 0.3)] : [Math.round(width * 0.3), Math.round(height * 0.5)];
    const at = (y * picture.width + x) * 3;
    const [red, green, blue] = picture.samples.subarray(at, at + 3);
    expect(red! / green!).toBeGreaterThan(0.8);
    expect(blue! / green!).toBeLessThan(0.8);
    expect(green!).toBeGreaterThan(20000);
  }
});

it('is refused when only a part of what stands behind the pixels is cut off, such as its colours', async () => {
  const file = makeRaw({ ...setting, border: 4 });
  for (const missing of [2, 20, 40, 100]) {
    await expect(decodePictures(file.subarray(0, file.length - missing))).rejects.toThrow(/^picture: cut short: [^\n]+$/);
  }
});

it('is refused in one line when it is cut short, or given as what it is not', async () => {
  const file = makeRaw(setting);
  for (let part = 1; part < 16; part += 7) {
    const cut = file.subarray(0, Math.floor((file.length * part) / 16));
    await expect(decodePictures(cut, { name: 'cut.dng' })).rejects.toThrow(/^cut\.dng: [^\n]+$/);
  }
  await expect(decodePicture(file, { name: 'a.dng' })).rejects.toThrow('a.dng: 4 planes, expected a picture of one');
  const [plane] = await decodePictures(file);
  await expect(encodePictures([plane!], { format: 'dng' })).rejects.toThrow('cannot be written as dng: expected the 4 planes');
});
