import { ModelError } from '../errors.js';
import type { PictureKind } from './picture-kind.js';

/** Sizes from the best to the smallest. */
const sizes = ['m', 's', 'xs'] as const;

/** For each kind of picture the kinds of models, the best first. */
const suitable: Readonly<Record<PictureKind, readonly PictureKind[]>> = {
  gray: ['gray', 'color'],
  color: ['color', 'gray'],
  photo: ['photo', 'color', 'gray'],
};

/**
 * The best of the named models for a kind of picture: of its own kind first, then of the next best, then whatever there is.
 * @throws ModelError when there is none.
 */
export function chooseModel(names: readonly string[], kind: PictureKind): string {
  const wanted = suitable[kind].flatMap((prefix) => sizes.map((size) => `${prefix}-${size}`));
  const chosen = wanted.find((name) => names.includes(name)) ?? names[0];
  if (chosen === undefined) throw new ModelError('no model is installed: expected at least one for model auto');
  return chosen;
}
