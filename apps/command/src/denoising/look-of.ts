import { createHash } from 'node:crypto';
import type { Image } from '@cleargrain/core';
import { findModel, shippedModels } from '@cleargrain/node';

/** One digest of all that decides what results look like: the models' files, the settings and the mask. */
export async function lookOf(model: string, settings: object, mask?: Image): Promise<string> {
  const names = model === 'auto' ? await shippedModels() : [model];
  const hash = createHash('sha256').update(JSON.stringify(settings));
  for (const name of names) hash.update((await findModel(name)).bytes);
  if (mask !== undefined) hash.update(JSON.stringify([mask.width, mask.height])).update(mask.data);
  return hash.digest('hex');
}
