import { ModelError } from '../errors.js';

/** Sizes from the best to the smallest. */
const sizes = ['m', 's', 'xs'] as const;

/** The best of the named models for a picture: of its own kind first, then of the other kind, then whatever there is. */
export function chooseModel(names: readonly string[], channels: 1 | 3): string {
  const kinds = channels === 1 ? ['gray', 'color'] : ['color', 'gray'];
  const wanted = kinds.flatMap((kind) => sizes.map((size) => `${kind}-${size}`));
  const chosen = wanted.find((name) => names.includes(name)) ?? names[0];
  if (chosen === undefined) throw new ModelError('no model is installed: expected at least one for model auto');
  return chosen;
}
