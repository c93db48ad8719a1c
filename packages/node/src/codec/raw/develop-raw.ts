import { ImageError } from '@cleargrain/core/picture';
import type { DecodedPicture } from '../thread/decoded.js';
import { loadLibraw } from './load-libraw.js';

/**
 * Makes a picture of a raw file as LibRaw does by default: the camera's white balance, colours between the pixels, brightness such that one in a
 * hundred pixels is white, sRGB and its curve, upright, 16 bits.
 * @throws ImageError when it cannot.
 */
export async function developRaw(bytes: Uint8Array): Promise<DecodedPicture> {
  const raw = await loadLibraw();
  raw.open(bytes, { outputBps: 16, useCameraWb: true, outputColor: 1, gamm: [1 / 2.4, 12.92], userQual: 3 });
  const image = raw.imageData();
  if (image === undefined || !(image.data instanceof Uint16Array) || image.colors !== 3)
    throw new ImageError('a raw file that cannot be developed');
  const { width, height } = image;
  return { width, height, channels: 3, hasAlpha: false, samples: image.data, metadata: {} };
}
