import type { Image } from '../image/image.js';
import { imageSource } from '../image/image-source.js';
import type { ImageSource } from '../image/region.js';
import { isSharedByColors, isSharedByNeighbors, leastSigma } from '../noise/correlated-noise.js';
import { samplePatches } from '../noise/estimate/sample-patches.js';
import { leastSide, type NoiseCorrelation, noiseCorrelation } from '../noise/noise-correlation.js';

/** The kinds of pictures that there are models for: grey and colour with white noise, and photographs as cameras and phones write them. */
export type PictureKind = 'gray' | 'color' | 'photo';

/** What kind a picture is, and how that was seen. */
export interface KindOfPicture {
  /** The kind that was found. */
  readonly kind: PictureKind;
  /** A few words for people. */
  readonly reason: string;
  /** Whether the noise is of a kind that models trained on white noise take for detail. */
  readonly correlated: boolean;
}

/** A JPEG file is a photograph more often than not, so less correlation is asked of it. */
const leastOfJpeg = 0.25;

/** Whether the picture came from a JPEG file, as far as it says so. */
function isJpeg(picture: object): boolean {
  if (!('origin' in picture) || typeof picture.origin !== 'object' || picture.origin === null) return false;
  return 'format' in picture.origin && picture.origin.format === 'jpeg';
}

/** Whether red, green and blue are the same: a grey picture in a file of colours. */
async function isColorless(source: ImageSource): Promise<boolean> {
  const { count, dimensions, data } = await samplePatches(source, Math.min(8, source.width, source.height), 500);
  const plane = dimensions / 3;
  for (let patch = 0; patch < count; patch++) {
    const start = patch * dimensions;
    for (let i = start; i < start + plane; i++) if (data[i] !== data[i + plane] || data[i] !== data[i + 2 * plane]) return false;
  }
  return true;
}

/** Tells grey from colour alone, without a look at the noise. */
export async function plainKind(picture: Image | ImageSource): Promise<KindOfPicture> {
  const source = 'data' in picture ? imageSource(picture) : picture;
  if (source.channels === 1) return { kind: 'gray', reason: 'grey', correlated: false };
  if (await isColorless(source)) return { kind: 'gray', reason: 'grey in three equal channels', correlated: false };
  return { kind: 'color', reason: 'colour', correlated: false };
}

/**
 * Tells grey, colour with white noise, and photographs apart: by channels, and by how much the noise of a pixel resembles its neighbours', and that of
 * a colour the others', which `correlation` tells where it was measured already. A picture's `origin`, where it has one, says whether it was a JPEG file. Of a large picture some regions are read.
 */
export async function pictureKind(picture: Image | ImageSource, correlation?: NoiseCorrelation): Promise<KindOfPicture> {
  const found = correlation ?? (await noiseCorrelation(picture));
  const { neighbors, channels, sigma } = found;
  const alike = isSharedByNeighbors(found);
  const shared = isSharedByColors(found);
  const correlated = alike || shared;
  const plain = await plainKind(picture);
  if (plain.kind === 'gray') return { ...plain, correlated: alike };
  const measured = `noise correlated by ${neighbors.toFixed(2)} from pixel to pixel`;
  if (alike) return { kind: 'photo', reason: measured, correlated };
  if (shared) return { kind: 'photo', reason: `${measured}, ${channels.toFixed(2)} from colour to colour`, correlated };
  if (isJpeg(picture) && neighbors > leastOfJpeg && sigma > leastSigma)
    return { kind: 'photo', reason: `a JPEG file, ${measured}`, correlated };
  const isMeasured = Math.min(picture.width, picture.height) >= leastSide;
  const seen = sigma > leastSigma ? 'white noise' : isMeasured ? 'hardly any noise' : 'too small to tell its noise';
  return { kind: 'color', reason: `colour, ${seen}`, correlated };
}

/** Why a picture of a kind got the model of that name: a few words for people. */
export function reasonFor({ kind, reason }: KindOfPicture, model: string): string {
  return kind === 'photo' && !model.startsWith('photo-') ? `${reason}; no model for photographs is installed` : reason;
}
