import { Picture } from '@cleargrain/core';

/** A grey picture as one of three equal channels, for a format without grey of its depth; its profile for grey is left out. */
export function asColor(picture: Picture): Picture {
  const { channels, bands, depth, samples, origin } = picture;
  if (channels === 3) return picture;
  const { icc: _, ...metadata } = origin.metadata;
  const result = Picture.create({ ...picture, channels: 3, depth, origin: { ...origin, metadata } });
  for (let from = 0, to = 0; from < samples.length; from += bands) {
    for (let i = 0; i < 3; i++) result.samples[to++] = samples[from]!;
    if (bands === 2) result.samples[to++] = samples[from + 1]!;
  }
  return result;
}
