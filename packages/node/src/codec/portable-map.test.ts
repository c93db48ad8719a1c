import { Picture, type SampleDepth } from '@cleargrain/core';
import { describe, expect, it } from 'vitest';
import { decodePicture } from './decode-picture.js';
import { encodePicture } from './encode-picture.js';

const bytes = (text: string, ...rest: number[]) => Uint8Array.from([...Buffer.from(text, 'latin1'), ...rest]);

describe.each([
  ['pnm', 8],
  ['pnm', 16],
  ['pfm', 32],
] as const)('%s of %i bits', (format, depth: SampleDepth) => {
  it.each([1, 3] as const)('gives back every sample of %i channels', async (channels) => {
    const picture = Picture.create({ width: 7, height: 5, channels, depth, origin: { format, depth, metadata: {} } });
    picture.samples.forEach((_, i) => {
      picture.samples[i] = depth === 32 ? i / 7 - 0.5 : (i * 7919) % 2 ** depth;
    });
    const back = await decodePicture(await encodePicture(picture));
    expect([back.width, back.height, back.channels, back.depth, back.origin.format]).toEqual([7, 5, channels, depth, format]);
    expect(back.samples).toEqual(picture.samples);
  });

  it('refuses a file that was cut anywhere', async () => {
    const picture = Picture.create({ width: 7, height: 5, channels: 3, depth, origin: { format, depth, metadata: {} } });
    const file = await encodePicture(picture);
    for (let length = 1; length < file.length; length++)
      await expect(decodePicture(file.subarray(0, length))).rejects.toThrow(/^picture: /);
  });
});

it('reads what the formats say: text, comments, any largest value, both orders of floats, the lowest row first', async () => {
  const read = async (file: Uint8Array) => [...(await decodePicture(file)).samples];
  expect(await read(bytes('P2\n# made by hand\n3 1\n#more\n15\n0 15\n5'))).toEqual([0, 255, 85]);
  expect(await read(bytes('P3 1 1 255 10 20 30\n'))).toEqual([10, 20, 30]);
  expect(await read(bytes('P5 2 1 255\n', 7, 200))).toEqual([7, 200]);
  expect(await read(bytes('P5 2 1 4095\n', 15, 255, 0, 1))).toEqual([65535, 16]);
  const float = (little: boolean, ...values: number[]) => {
    const view = new DataView(new ArrayBuffer(values.length * 4));
    values.forEach((value, i) => {
      view.setFloat32(i * 4, value, little);
    });
    return new Uint8Array(view.buffer);
  };
  expect(await read(bytes('Pf 1 2 -1.0\n', ...float(true, 0.25, 0.5)))).toEqual([0.5, 0.25]);
  expect(await read(bytes('Pf 1 2 1.0\n', ...float(false, 0.25, 0.5)))).toEqual([0.5, 0.25]);
});

it.each([
  ['P5 2147483647 2147483647 255\n', /2147483647×2147483647 pixels, expected at most 400 megapixels/],
  ['P5 20000 20000 255\n', /cut short: 0 bytes of samples, expected 400000000/],
  ['P5 0 5 255\n', /expected a width from 1 to 2147483647, found '0'/],
  ['P5 -3 5 255\n', /expected a width/],
  ['P6 4 5 70000\n', /expected a largest value from 1 to 65535, found '70000'/],
  ['Pf 4 5 0\n', /expected a scale other than 0/],
  ['P2 2 1 15\n16 1', /a sample of 16, expected at most 15/],
  ['P2 2 1 15\n1 x', /sample 1 is not a number/],
])('refuses %j in one line', async (file, message) => {
  await expect(decodePicture(bytes(file), { name: 'a.pnm' })).rejects.toThrow(message);
});

it('refuses floats that are not finite, and transparency', async () => {
  await expect(decodePicture(bytes('Pf 1 1 -1\n', 0, 0, 128, 127))).rejects.toThrow('1 sample is not a finite number');
  const picture = Picture.create({
    width: 2,
    height: 1,
    channels: 3,
    hasAlpha: true,
    depth: 8,
    origin: { format: 'png', depth: 8, metadata: {} },
  });
  await expect(encodePicture(picture, { format: 'pnm' })).rejects.toThrow('cannot be written as pnm: it is partly transparent');
});
