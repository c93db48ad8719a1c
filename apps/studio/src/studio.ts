import { type Remote, wrap } from 'comlink';
import type { CleanDesk } from './worker/clean-desk.js';
import type { LearnDesk } from './worker/learn-desk.js';
import type { Studio as WorkerStudio } from './worker/studio-worker.js';

/** The worker, seen from the page. */
export interface Studio {
  readonly clean: Remote<CleanDesk>;
  readonly learn: Remote<LearnDesk>;
  device(): Promise<string>;
  models(): Promise<readonly string[]>;
  addModel(name: string, bytes: Uint8Array): Promise<void>;
}

export async function startStudio(): Promise<Studio> {
  const worker = new Worker(new URL('./worker/studio-worker.ts', import.meta.url), { type: 'module', name: 'cleargrain-studio' });
  const Remote = wrap<typeof WorkerStudio>(worker);
  const studio = await new Remote(new URL('models/models.json', document.baseURI).href);
  const [clean, learn] = await Promise.all([studio.clean, studio.learn]);
  return {
    clean: clean as unknown as Remote<CleanDesk>,
    learn: learn as unknown as Remote<LearnDesk>,
    device: () => studio.device(),
    models: () => studio.models(),
    addModel: (name, bytes) => studio.addModel(name, bytes),
  };
}
