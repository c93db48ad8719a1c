import { createImage, type Image } from '../image/image.js';

/** A picture between the noisy and the denoised one, pixel by pixel: the mask's white takes the denoised one, its black the noisy one. */
export function blendByMask(noisy: Image, denoised: Image, mask: Image): Image {
  const { width, height, channels } = noisy;
  const result = createImage(width, height, channels);
  for (let i = 0; i < result.data.length; i++) {
    const part = Math.min(1, Math.max(0, mask.data[i % (width * height)]!));
    result.data[i] = noisy.data[i]! + part * (denoised.data[i]! - noisy.data[i]!);
  }
  return result;
}
