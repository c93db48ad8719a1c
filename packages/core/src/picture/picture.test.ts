import { describe, expect, it } from 'vitest';
import { Picture } from './picture.js';
import { createSamples, type SampleDepth } from './samples.js';

/** A picture of 5×4 whose samples are all different. */
function numbered(depth: SampleDepth, channels: 1 | 3, hasAlpha: boolean): Picture {
  const samples = createSamples(depth, 20 * (channels + (hasAlpha ? 1 : 0)));
  for (let i = 0; i < samples.length; i++) samples[i] = i + 1;
  return new Picture({ width: 5, height: 4, channels, hasAlpha, samples, origin: { format: 'png', depth, metadata: {} } });
}

describe('the samples of a picture', () => {
  it.each([
    [8, 1, false],
    [8, 3, false],
    [8, 3, true],
    [16, 1, true],
    [16, 3, true],
  ] as const)('%i bits, %i channels, alpha %s: are read without alpha and written beside it', (depth, channels, hasAlpha) => {
    const picture = numbered(depth, channels, hasAlpha);
    const { bands } = picture;
    const block = picture.readSamples({ x: 1, y: 1, width: 3, height: 2 });
    const expected = [1, 2].flatMap((y) =>
      [1, 2, 3].flatMap((x) => Array.from({ length: channels }, (_, channel) => (y * 5 + x) * bands + channel + 1)),
    );
    expect([...block.samples]).toEqual(expected);
    expect(block.samples).toBeInstanceOf(depth === 8 ? Uint8Array : Uint16Array);

    const target = Picture.create({ ...picture, depth });
    target.writeSamples(3, 2, block, { x: 1, y: 0, width: 2, height: 2 });
    const written = [...target.samples];
    for (const [x, y, fromX, fromY] of [
      [3, 2, 2, 1],
      [4, 2, 3, 1],
      [3, 3, 2, 2],
      [4, 3, 3, 2],
    ] as const) {
      for (let channel = 0; channel < channels; channel++) {
        const at = (y * 5 + x) * bands + channel;
        expect(written[at]).toBe((fromY * 5 + fromX) * bands + channel + 1);
        written[at] = 0;
      }
    }
    expect(written.every((value) => value === 0)).toBe(true);
  });

  it('are refused as floats, in another depth, and outside the picture', () => {
    const region = { x: 0, y: 0, width: 2, height: 2 };
    expect(() => numbered(32, 3, false).readSamples(region)).toThrow(/8 or 16 bits/);
    const block = numbered(8, 3, false).readSamples(region);
    expect(() => numbered(16, 3, false).writeSamples(0, 0, block, region)).toThrow(
      'expected 3 channels of 16 bits to write, received 3 of 8 bits',
    );
    expect(() => numbered(8, 1, false).writeSamples(0, 0, block, region)).toThrow('expected 1 channels of 8 bits to write');
    expect(() => numbered(8, 3, false).writeSamples(4, 0, block, region)).toThrow(/inside 5×4/);
    expect(() => numbered(8, 3, false).readSamples({ ...region, y: 3 })).toThrow(/inside 5×4/);
  });
});

it.each([
  [8, 3, true],
  [16, 1, false],
  [32, 3, true],
] as const)(
  'a picture of %i bits and %i channels (alpha: %s) has one like it, black, with its alpha, also in pieces',
  async (depth, channels, hasAlpha) => {
    const [width, height] = [1500, 1400];
    const bands = channels + Number(hasAlpha);
    const samples = createSamples(depth, width * height * bands);
    for (let i = 0; i < samples.length; i++) samples[i] = 1 + (i % 250);
    const picture = new Picture({ width, height, channels, hasAlpha, samples, origin: { format: 'tiff', depth, metadata: {} } });
    const expected = samples.map((value, i) => (hasAlpha && i % bands === channels ? value : 0));
    expect(picture.like().samples).toEqual(expected);
    const made = await picture.likeInPieces();
    expect(made.samples).toEqual(expected);
    expect(made).toMatchObject({ width, height, channels, hasAlpha, depth, origin: picture.origin });
  },
);
