import { type Image, psnr, sharpness, ssim } from '@cleargrain/core';
import type { Figures } from './experiment-result.js';

/** How close a picture is to the clean one. */
export function figuresOf(image: Image, clean: Image): Figures {
  return { psnr: psnr(image, clean), ssim: ssim(image, clean), sharpness: sharpness(image, clean) };
}
