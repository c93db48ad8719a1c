import { denoiseImage, type Image, type Model, quantize, type Session } from '@cleargrain/core';

/** The denoised picture as a file of 8 bits holds it. */
export async function denoiseToBytes(noisy: Image, model: Model, session: Session, signal?: AbortSignal): Promise<Image> {
  return quantize(await denoiseImage(noisy, model, session, { signal }), 8);
}
