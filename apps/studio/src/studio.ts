import { type Signal, signal } from '@preact/signals';
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
  /** What has gone wrong with the worker itself, in words. */
  readonly problem: Signal<string | undefined>;
  device(): Promise<string>;
  models(): Promise<readonly string[]>;
  addModel(name: string, bytes: Uint8Array): Promise<string>;
}

/** Listens for what goes wrong with the worker itself: no call of it is answered then. */
function watch(worker: Worker): { readonly problem: Signal<string | undefined>; readonly failure: Promise<never> } {
  const problem = signal<string | undefined>(undefined);
  const failure = new Promise<never>((_, reject) => {
    const fail = (what: string) => {
      problem.value = `${what}: load the page again`;
      reject(new Error(what));
    };
    // A script that does not load has no message.
    worker.addEventListener('error', ({ message }) =>
      fail(message ? `What computes has failed (${message})` : 'What computes could not be loaded'),
    );
    worker.addEventListener('messageerror', () => fail('What computes has sent an answer that this browser cannot read'));
  });
  // Once Studio has started, nobody waits for it.
  failure.catch(() => undefined);
  return { problem, failure };
}

/**
 * Starts the worker.
 * @throws Error when it does not load.
 */
export async function startStudio(choice: EngineChoice): Promise<Studio> {
  const worker = new Worker(new URL('./worker/studio-worker.ts', import.meta.url), { type: 'module', name: 'cleargrain-studio' });
  const Remote = wrap<typeof WorkerStudio>(worker);
  const { problem, failure } = watch(worker);
  const start = async () => {
    const started = await new Remote(new URL('models/models.json', document.baseURI).href, choice);
    return [started, ...(await Promise.all([started.clean, started.learn, started.bench]))] as const;
  };
  const [studio, clean, learn, bench] = await Promise.race([start(), failure]);
  return {
    clean,
    learn,
    bench,
    problem,
    device: () => studio.device(),
    models: () => studio.models(),
    addModel: (name, bytes) => studio.addModel(name, bytes),
  };
}
