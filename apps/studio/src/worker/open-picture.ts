import type { KindOfPicture, Picture } from '@cleargrain/core';

/** A picture in the worker. */
export interface OpenPicture {
  readonly name: string;
  readonly noisy: Picture;
  /** What kind of picture `noisy` is: one model serves all its regions. */
  readonly kind?: KindOfPicture;
  /** What the network makes of it, as far as that is done: what is not is black. */
  readonly clean: Picture;
  /** The clean picture, where it is known. */
  readonly reference?: Picture;
  /** The model that made the whole of `clean`; undefined until that is done. */
  readonly doneWith?: string;
}
