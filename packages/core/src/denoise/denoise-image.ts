import { denoise } from '../denoise.js';
import type { Session } from '../engine.js';
import type { Image } from '../image/image.js';
import { createImage } from '../image/image.js';
import { imageSink } from '../image/image-sink.js';
import { imageSource } from '../image/image-source.js';
import type { Model } from '../model/model.js';
import type { DenoiseOptions } from './denoise-options.js';

/**
 * Denoises a picture in memory; the picture itself stays as it is. Samples of the result may leave [0, 1].
 * @throws what `denoise` throws.
 */
export async function denoiseImage(image: Image, model: Model, session: Session, options: DenoiseOptions = {}): Promise<Image> {
  const result = createImage(image.width, image.height, image.channels);
  await denoise(imageSource(image), imageSink(result), model, session, options);
  return result;
}
