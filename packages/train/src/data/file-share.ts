import { asJpeg, drawJpegSettings, type Image, type Random } from '@cleargrain/core';

/** How many of the clean pictures were JPEG files once. */
export interface FileShare {
  /** The part of them, 0–1. */
  readonly share: number;
  /** The range of the files' quality, 1–100, drawn evenly. */
  readonly quality: readonly [number, number];
}

/** A clean picture, or what a file left of it. */
export function throughFile(clean: Image, { share, quality }: FileShare, random: Random): Image {
  return random.uniform() < share ? asJpeg(clean, drawJpegSettings(quality, random), random) : clean;
}
