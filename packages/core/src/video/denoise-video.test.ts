import { createDenoiser } from '@cleargrain/node';
import { expect, it } from 'vitest';
import { denoiseVideo } from './denoise-video.js';

it('whose reader leaves after the header ends the stream it comes in', async () => {
  let closed = false;
  async function* pieces() {
    try {
      yield new TextEncoder().encode('YUV4MPEG2 W8 H8 F25:1 Cmono\n');
      yield new TextEncoder().encode('FRAME\n');
    } finally {
      closed = true;
    }
  }
  const denoiser = await createDenoiser({ model: 'plain-8-16-8-4', device: 'cpu' });
  for await (const piece of denoiseVideo(pieces(), denoiser)) {
    expect(new TextDecoder().decode(piece)).toMatch(/^YUV4MPEG2/);
    break;
  }
  expect(closed).toBe(true);
  await denoiser.close();
});
