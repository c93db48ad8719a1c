import { expect, it } from 'vitest';
import { denoise } from '../denoise.js';
import { createImage } from '../image/image.js';
import { imageSink } from '../image/image-sink.js';
import { imageSource } from '../image/image-source.js';
import { estimateNoise } from '../noise/estimate-noise.js';
import { convolutionSession } from '../testing/convolution-session.js';
import { randomImage } from '../testing/random-image.js';
import { denoiseImage } from './denoise-image.js';

it('a picture with less noise than asked for comes back bit for bit, without a run; one with more is denoised', async () => {
  const session = convolutionSession();
  const image = randomImage(40, 40);
  const sink = imageSink(createImage(40, 40, 1));
  const run = (options: object) => denoise(imageSource(image), sink, session.model, session, options);
  expect(await run({ skipBelow: 5, sigma: 4 })).toMatchObject({ skipped: true });
  expect(session.runs).toHaveLength(0);
  expect((await denoiseImage(image, session.model, session, { skipBelow: 255 })).data).toEqual(image.data);
  expect(await run({ skipBelow: 5 })).toMatchObject({ skipped: false });
  expect(session.runs).toHaveLength(1);
});

it('tells the level to a network that wants it, on the 0–1 scale', async () => {
  const session = convolutionSession({ told: true });
  const image = randomImage(9, 9);
  const sink = imageSink(createImage(9, 9, 1));
  const none = await denoiseImage(image, session.model, session, { sigma: 0 });
  const some = await denoiseImage(image, session.model, session, { sigma: 51 });
  some.data.forEach((value, index) => {
    expect(value - none.data[index]!).toBeCloseTo(0.2, 5);
  });
  expect(await denoise(imageSource(image), sink, session.model, session, { sigma: 51 })).toMatchObject({ sigma: 51 });
  const source = imageSource(image);
  const { sigma } = await denoise(source, sink, session.model, session);
  expect(sigma).toBe((await estimateNoise(source)).sigma);
  expect(await denoise(source, sink, convolutionSession().model, convolutionSession(), { sigma: 51 })).not.toHaveProperty('sigma');
  await expect(denoiseImage(image, session.model, session, { sigma: -3 })).rejects.toThrow(/sigma/);
});
