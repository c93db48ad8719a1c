import { Picture, type PictureMetadata, type SampleDepth, whiteOf } from '@cleargrain/core';

export const width = 64;
export const height = 48;

/** A picture of ramps, which formats with loss keep nearly: red grows to the right, green downwards, blue both; alpha from 0.2 to 0.8. */
export function smooth(channels: 1 | 3, hasAlpha: boolean, depth: SampleDepth, metadata: PictureMetadata = {}): Picture {
  const picture = Picture.create({ width, height, channels, hasAlpha, depth, origin: { format: 'png', depth, metadata } });
  const { samples, bands } = picture;
  const white = whiteOf(depth);
  for (let i = 0; i < samples.length; i++) {
    const pixel = Math.floor(i / bands);
    const [x, y, band] = [pixel % width, Math.floor(pixel / width), i % bands];
    const ramps = [x / (width - 1), y / (height - 1), (x + y) / (width + height - 2)];
    const value = band === channels ? 0.2 + (0.6 * x) / (width - 1) : ramps[band]! * 0.8 + 0.1;
    samples[i] = depth === 32 ? value : Math.round(value * white);
  }
  return picture;
}

/** The largest difference of two pictures' samples on the scale of 0 to 1; Infinity when their shapes differ. */
export function difference(a: Picture, b: Picture): number {
  if (a.width !== b.width || a.height !== b.height || a.bands !== b.bands) return Infinity;
  const [white, other] = [whiteOf(a.depth), whiteOf(b.depth)];
  let most = 0;
  for (let i = 0; i < a.samples.length; i++) most = Math.max(most, Math.abs(a.samples[i]! / white - b.samples[i]! / other));
  return most;
}
