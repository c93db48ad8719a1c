import { createHash } from 'node:crypto';
import { findModel, shippedModels } from '@cleargrain/node';

/** One digest of all that decides what results look like: the models' files and the settings. */
export async function lookOf(model: string, settings: object): Promise<string> {
  const names = model === 'auto' ? await shippedModels() : [model];
  const hash = createHash('sha256').update(JSON.stringify(settings));
  for (const name of names) hash.update((await findModel(name)).bytes);
  return hash.digest('hex');
}
