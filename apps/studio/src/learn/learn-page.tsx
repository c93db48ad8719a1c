import { useCallback, useEffect } from 'preact/hooks';
import { Alert } from '../page/alert.js';
import { useDrop } from '../page/use-drop.js';
import type { LearnStore } from './learn-store.js';
import { Results } from './results.js';
import { SetUp } from './set-up.js';
import { Training } from './training.js';
import '../page/sheet.css';
import './learn.css';

export interface LearnPageProps {
  readonly store: LearnStore;
  readonly device: string | undefined;
  /** Cleans pictures with the network that was trained. */
  readonly onUse: (model: Uint8Array<ArrayBuffer>) => void;
}

/** The page on which a network is trained: the course exercise, step by step. */
export function LearnPage({ store, device, onUse }: LearnPageProps) {
  const addFiles = useCallback((files: File[]) => void store.addFiles(files.map((file) => ({ name: file.name, file }))), [store]);
  const tell = useCallback((message: string) => (store.message.value = message), [store]);
  const over = useDrop({ onFiles: addFiles, onProblem: tell });
  useEffect(() => {
    if (store.names.value.length === 0) void store.addSamples(['page', 'still-life', 'puppet']);
  }, [store]);
  const { value: names } = store.names;
  useEffect(() => {
    const rest = setTimeout(() => void store.showNoisy(), 60);
    return () => clearTimeout(rest);
  }, [names, store.size.value, store.channels.value, store.noise.value, store.seed.value]);
  return (
    <main class={`sheet learn ${over ? 'over' : ''}`}>
      <header class="intro">
        <h1>Train a denoising network</h1>
        <p>
          The classic exercise, live: take pictures, add noise, build a small convolutional network, let it learn to undo the noise, and see
          how well it does on a picture that it has never seen. All of it runs in this tab.
        </p>
      </header>
      <Alert message={store.message} />
      <SetUp store={store} onFiles={addFiles} />
      <Training store={store} device={device} />
      <Results store={store} onUse={onUse} />
    </main>
  );
}
