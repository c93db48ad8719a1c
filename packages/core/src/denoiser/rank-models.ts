import type { PictureKind } from './picture-kind.js';

/** Sizes, the first choice first: `m` gains little over `s` for three times its time, so it is taken by its name. */
const sizes = ['s', 'm', 'xs'] as const;

/** For each kind of picture the kinds of models, the best first. */
const suitable: Readonly<Record<PictureKind, readonly PictureKind[]>> = {
  gray: ['gray', 'color', 'photo'],
  color: ['color', 'photo', 'gray'],
  photo: ['photo', 'color', 'gray'],
};

/** Models in the order in which they suit a kind of picture: those of its own kind first, then of the next best, then whatever there is; of a kind `s` before `m` before `xs`. */
export function rankModels(names: readonly string[], kind: PictureKind): string[] {
  const wanted = suitable[kind].flatMap((prefix) => sizes.map((size) => `${prefix}-${size}`));
  return [...wanted.filter((name) => names.includes(name)), ...names.filter((name) => !wanted.includes(name))];
}
