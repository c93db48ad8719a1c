import { Picture, whiteOf } from '@cleargrain/core';

/** The picture with colour that is not multiplied by alpha, which only TIFF can say of itself; rounded to the nearest step. */
export function withoutAssociation(picture: Picture): Picture {
  const { origin, hasAlpha, channels, bands, depth } = picture;
  if (!hasAlpha || !origin.tiff?.associatedAlpha) return picture;
  const { associatedAlpha: _, ...tiff } = origin.tiff;
  const result = Picture.create({ ...picture, depth, origin: { ...origin, tiff } });
  const { samples } = result;
  samples.set(picture.samples);
  const white = whiteOf(depth);
  for (let at = 0; at < samples.length; at += bands) {
    const alpha = samples[at + channels]!;
    if (alpha === 0 || alpha === white) continue;
    for (let channel = at; channel < at + channels; channel++) {
      const value = (samples[channel]! * white) / alpha;
      samples[channel] = depth === 32 ? value : Math.min(white, Math.round(value));
    }
  }
  return result;
}
