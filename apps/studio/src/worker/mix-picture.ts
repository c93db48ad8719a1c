import { blend, giveBack, grown, type Image, type Picture, type Region, structureReach } from '@cleargrain/core';
import type { CleanLayer } from './clean-layer.js';
import type { MixControls } from './mix-controls.js';
import { whole } from './whole.js';

const rowsAtOnce = 256;

/** A region of the result, from what the network was given and what it made of it. */
export function mixRegion(noisy: Picture, clean: CleanLayer, region: Region, { light, chroma, detail, grain }: MixControls): Image {
  const before = noisy.read(region);
  if (detail === 0 && grain === 0) return blend(before, clean.read(region), light, chroma);
  const around = grown(region, structureReach, whole(noisy));
  const within = { ...region, x: region.x - around.x, y: region.y - around.y };
  return blend(before, giveBack(noisy.read(around), clean.read(around), within, { detail, grain }), light, chroma);
}

/** The whole result, in the noisy picture's depth and with its alpha. */
export function mixPicture(noisy: Picture, clean: CleanLayer, controls: MixControls): Picture {
  const result = noisy.like();
  for (let y = 0; y < noisy.height; y += rowsAtOnce) {
    const strip = { x: 0, y, width: noisy.width, height: Math.min(rowsAtOnce, noisy.height - y) };
    result.write(0, y, mixRegion(noisy, clean, strip, controls));
  }
  return result;
}
