import type { Image } from '@cleargrain/core';
import sharp from 'sharp';

/** The picture as a `data:` URL of an 8-bit PNG, for a figure; values outside [0, 1] are clipped. */
export async function imageDataUrl(image: Image): Promise<string> {
  const { width, height, channels, data } = image;
  const plane = width * height;
  const bytes = new Uint8Array(data.length);
  for (let pixel = 0; pixel < plane; pixel++)
    for (let channel = 0; channel < channels; channel++)
      bytes[pixel * channels + channel] = Math.round(255 * Math.min(1, Math.max(0, data[channel * plane + pixel]!)));
  const png = await sharp(bytes, { raw: { width, height, channels } })
    .toColorspace(channels === 1 ? 'b-w' : 'srgb')
    .png()
    .toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}
