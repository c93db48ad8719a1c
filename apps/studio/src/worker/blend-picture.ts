import { blend, type Picture } from '@cleargrain/core';

const rowsAtOnce = 128;

/** The picture between the noisy and the clean one, in the noisy one's depth, with its alpha. */
export function blendPicture(noisy: Picture, clean: Picture, strength: number, chroma: number): Picture {
  const result = noisy.like();
  for (let y = 0; y < noisy.height; y += rowsAtOnce) {
    const strip = { x: 0, y, width: noisy.width, height: Math.min(rowsAtOnce, noisy.height - y) };
    result.write(0, y, blend(noisy.read(strip), clean.read(strip), strength, chroma));
  }
  return result;
}
