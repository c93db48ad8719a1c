import { Picture } from '@cleargrain/core';
import { runInThread } from '../thread/run-in-thread.js';
import { shared } from '../thread/shared.js';
import { encodeDng } from './encode-dng.js';

/** The picture that is made of the four planes of a raw file, for formats of pictures: 16 bits, sRGB, upright. */
export async function showRaw(pictures: readonly Picture[]): Promise<Picture> {
  const { metadata } = pictures[0]!.origin;
  const { samples, ...shape } = await runInThread('develop raw', await shared(await encodeDng(pictures)));
  return new Picture({ ...shape, samples, origin: { format: 'raw', depth: 16, metadata } });
}
