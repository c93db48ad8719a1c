import { type Remote, wrap } from 'comlink';
import type { BenchDesk } from './worker/bench-desk.js';
import type { CleanDesk } from './worker/clean-desk.js';
import type { EngineChoice } from './worker/engine-choice.js';
import type { LearnDesk } from './worker/learn-desk.js';
import type { Studio as WorkerStudio } from './worker/studio-worker.js';

/** The worker, seen from the page. */
export interface Studio {
  readonly clean: Remote<CleanDesk>;
  readonly learn: Remote<LearnDesk>;
  readonly bench: Remote<BenchDesk>;
  device(): Promise<string>;
  models(): Promise<readonly string[]>;
  addModel(name: string, bytes: Uint8Array): Promise<void>;
}

export async function startStudio(choice: EngineChoice): Promise<Studio> {
  const worker = new Worker(new URL('./worker/studio-worker.ts', import.meta.url), { type: 'module', name: 'cleargrain-studio' });
  const Remote = wrap<typeof WorkerStudio>(worker);
  const studio = await new Remote(new URL('models/models.json', document.baseURI).href, choice);
  const [clean, learn, bench] = await Promise.all([studio.clean, studio.learn, studio.bench]);
  return {
    clean,
    learn,
    bench,
    device: () => studio.device(),
    models: () => studio.models(),
    addModel: (name, bytes) => studio.addModel(name, bytes),
  };
}
