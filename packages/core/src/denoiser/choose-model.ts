import { ModelError } from '../errors.js';
import type { PictureKind } from './picture-kind.js';

/** Sizes, the first choice first: `m` gains little over `s` for three times its time, so it is taken by its name. */
const sizes = ['s', 'm', 'xs'] as const;

/** For each kind of picture the kinds of models, the best first. */
const suitable: Readonly<Record<PictureKind, readonly PictureKind[]>> = {
  gray: ['gray', 'color'],
  color: ['color', 'gray'],
  photo: ['photo', 'color', 'gray'],
};

/**
 * The model of those named that suits a kind of picture: of its own kind first, then of the next best, then whatever there is; of a kind `s` before `m` before `xs`.
 * @throws ModelError when there is none.
 */
export function chooseModel(names: readonly string[], kind: PictureKind): string {
  const wanted = suitable[kind].flatMap((prefix) => sizes.map((size) => `${prefix}-${size}`));
  const chosen = wanted.find((name) => names.includes(name)) ?? names[0];
  if (chosen === undefined) throw new ModelError('no model is installed: expected at least one for model auto');
  return chosen;
}
