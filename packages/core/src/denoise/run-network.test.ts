import { expect, it } from 'vitest';
import { createImage } from '../image/image.js';
import { convolutionSession } from '../testing/convolution-session.js';
import { randomImage } from '../testing/random-image.js';
import { denoiseImage } from './denoise-image.js';

const plane = (data: Float32Array, channel: number) => data.slice((channel * data.length) / 3, ((channel + 1) * data.length) / 3);

it('a grey network treats each channel of a colour picture by itself', async () => {
  const session = convolutionSession({ channels: 1 });
  const image = randomImage(25, 19, 3);
  const result = await denoiseImage(image, session.model, session, { tile: 16 });
  for (const channel of [0, 1, 2]) {
    const alone = await denoiseImage(createImage(25, 19, 1, plane(image.data, channel)), session.model, session);
    expect(plane(result.data, channel)).toEqual(alone.data);
  }
});

it('a colour network sees a grey picture three times; the mean of its channels is the result', async () => {
  const session = convolutionSession({ channels: 3 });
  const image = randomImage(25, 19);
  const result = await denoiseImage(image, session.model, session);
  const replicated = createImage(
    25,
    19,
    3,
    Float32Array.from({ length: 3 * 475 }, (_, index) => image.data[index % 475]!),
  );
  const color = await denoiseImage(replicated, session.model, session);
  result.data.forEach((value, i) => {
    expect(value).toBeCloseTo((color.data[i]! + color.data[475 + i]! + color.data[950 + i]!) / 3, 6);
  });
});
