import { useCallback, useEffect, useState } from 'preact/hooks';
import { fetchSample } from '../page/fetch-sample.js';
import { useDrop } from '../page/use-drop.js';
import { Viewer } from '../viewer/viewer.js';
import { CleanPanel } from './clean-panel.js';
import type { CleanStore } from './clean-store.js';
import { JobStatus } from './job-status.js';
import { Queue } from './queue.js';
import { Welcome } from './welcome.js';

type Region = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** The page on which pictures are cleaned. */
export function CleanPage({ store, models }: { readonly store: CleanStore; readonly models: readonly string[] }) {
  const addFiles = useCallback((files: File[]) => void store.add(files.map((file) => ({ name: file.name, file }))), [store]);
  const over = useDrop(addFiles);
  const [visible, setVisible] = useState<Region>();
  const job = store.current.value;
  const { info } = job ?? {};
  const large = info !== undefined && info.width * info.height > 4e6;

  // Of a large picture, what is seen is cleaned when it comes to rest; it is let go when something else is seen.
  useEffect(() => {
    if (job === undefined || !large || visible === undefined) return;
    if (visible.width * visible.height < 3e6) store.cleanVisible(job.key, visible);
  }, [job?.key, large, visible]);
  useEffect(() => store.measureSoon(), [store.strength.value, store.chroma.value]);

  const sample = async (name: Parameters<typeof fetchSample>[0]) => {
    try {
      await store.addSample(await fetchSample(name));
    } catch (error) {
      store.message.value = error instanceof Error ? error.message : String(error);
    }
  };

  return (
    <main class={`clean ${over ? 'over' : ''}`}>
      {store.message.value !== undefined && (
        <p class="alert" role="alert">
          {store.message.value}
          <button type="button" class="icon" aria-label="Close the message" onClick={() => (store.message.value = undefined)}>
            ×
          </button>
        </p>
      )}
      {job === undefined ? (
        <Welcome onFiles={addFiles} onSample={sample} />
      ) : (
        <>
          <div class="stage">
            {info === undefined ? (
              <div class="viewer empty">
                {job.state.kind === 'failed' ? <p class="problem">{job.state.error}</p> : <p>Reading {job.name} …</p>}
              </div>
            ) : (
              <Viewer
                job={job}
                layout={store.layout.value}
                strength={store.strength.value}
                chroma={store.chroma.value}
                amplification={store.amplification.value}
                onLayout={(layout) => (store.layout.value = layout)}
                takeTiles={(take) => (store.onTile = take)}
                onVisible={setVisible}
              />
            )}
            <JobStatus job={job} store={store} />
          </div>
          <aside class="panel">
            <CleanPanel store={store} job={job} models={models} />
            <Queue store={store} onFiles={addFiles} onSample={sample} />
          </aside>
        </>
      )}
    </main>
  );
}
