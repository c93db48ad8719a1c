import { ImageError, type ImageFormat, Picture, whiteOf } from '@cleargrain/core';

/**
 * The picture without its alpha, for a format that holds none.
 * @throws ImageError when it is not opaque everywhere.
 */
export function withoutOpaqueAlpha(picture: Picture, format: ImageFormat): Picture {
  const { width, height, channels, bands, samples, depth, origin } = picture;
  if (!picture.hasAlpha) return picture;
  const result = Picture.create({ width, height, channels, depth, origin });
  const opaque = whiteOf(depth);
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (samples[pixel * bands + channels] !== opaque) {
      throw new ImageError(
        `cannot be written as ${format}: it is partly transparent, expected an output of PNG, WebP, AVIF, TIFF or JPEG XL`,
      );
    }
    for (let channel = 0; channel < channels; channel++) result.samples[pixel * channels + channel] = samples[pixel * bands + channel]!;
  }
  return result;
}
