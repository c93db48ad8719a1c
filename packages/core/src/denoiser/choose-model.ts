import { ModelError } from '../errors.js';
import type { PictureKind } from './picture-kind.js';
import { rankModels } from './rank-models.js';

/**
 * The model of those named that suits a kind of picture best, the first of `rankModels`.
 * @throws ModelError when there is none.
 */
export function chooseModel(names: readonly string[], kind: PictureKind): string {
  const [chosen] = rankModels(names, kind);
  if (chosen === undefined) throw new ModelError('no model is installed: expected at least one for model auto');
  return chosen;
}
