import type { KindOfPicture, Picture } from '@cleargrain/core';
import { CleanLayer } from './clean-layer.js';

/** A picture in the worker. */
export interface OpenPicture {
  readonly name: string;
  readonly noisy: Picture;
  /** What kind of picture `noisy` is: one model serves all its regions. */
  readonly kind?: KindOfPicture;
  /** What the network makes of it, as far as that is done: what is not is as in the noisy one. */
  readonly clean: CleanLayer;
  /** How much structure there is at each pixel, 255 for 1: what detail and grain are given back by. */
  readonly structure: Uint8Array;
  /** The clean picture, where it is known. */
  readonly reference?: Picture;
  /** The model that made the whole of `clean`; undefined until that is done. */
  readonly doneWith?: string;
}

/** A picture of which nothing is done. */
export function newPicture(name: string, noisy: Picture, reference?: Picture): OpenPicture {
  const structure = new Uint8Array(noisy.width * noisy.height).fill(255);
  return { name, noisy, clean: CleanLayer.of(noisy), structure, ...(reference && { reference }) };
}
