import { expect, it } from 'vitest';
import { createImage, type Image } from '../image/image.js';
import { convolutionSession } from '../testing/convolution-session.js';
import { randomImage } from '../testing/random-image.js';
import { denoiseImage } from './denoise-image.js';

it('the mean of eight turns: a mirrored or turned picture gives the same result, mirrored or turned', async () => {
  const session = convolutionSession({ channels: 3, alignment: 2 });
  const image = randomImage(12, 8, 3);
  const at = (picture: Image, channel: number, x: number, y: number) => picture.data[(channel * picture.height + y) * picture.width + x]!;
  const made = (width: number, height: number, sample: (channel: number, x: number, y: number) => number) =>
    createImage(
      width,
      height,
      3,
      Float32Array.from({ length: 3 * width * height }, (_, i) =>
        sample(Math.floor(i / (width * height)), i % width, Math.floor(i / width) % height),
      ),
    );
  const mirrored = made(12, 8, (channel, x, y) => at(image, channel, 11 - x, y));
  const turned = made(8, 12, (channel, x, y) => at(image, channel, 11 - y, x));
  const [once, ofMirrored, ofTurned] = await Promise.all(
    [image, mirrored, turned].map((picture) => denoiseImage(picture, session.model, session, { best: true })),
  );
  expect((await denoiseImage(image, session.model, session)).data).not.toEqual(once!.data);
  for (let i = 0; i < 288; i++) {
    const [channel, y, x] = [Math.floor(i / 96), Math.floor(i / 12) % 8, i % 12];
    expect(at(ofMirrored!, channel, 11 - x, y)).toBeCloseTo(at(once!, channel, x, y), 5);
    expect(at(ofTurned!, channel, y, 11 - x)).toBeCloseTo(at(once!, channel, x, y), 5);
  }
});
