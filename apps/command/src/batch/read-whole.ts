import type { Image } from '@cleargrain/core';
import { decodePicture, type Picture } from '@cleargrain/node';

/** A picture file, and its pixels as one image of range [0, 1]. */
export async function readWhole(file: string): Promise<{ readonly picture: Picture; readonly image: Image }> {
  const picture = await decodePicture(file);
  return { picture, image: picture.read({ x: 0, y: 0, width: picture.width, height: picture.height }) };
}
