import { useCallback, useEffect, useRef } from 'preact/hooks';
import { Alert } from '../page/alert.js';
import { fetchSample } from '../page/fetch-sample.js';
import { folderOf } from '../page/is-picture.js';
import { reasonOf } from '../page/reason-of.js';
import { useDrop } from '../page/use-drop.js';
import { possibleLayout } from '../viewer/layout.js';
import type { PictureScreen } from '../viewer/picture-screen.js';
import { Viewer } from '../viewer/viewer.js';
import { CleanPanel } from './clean-panel.js';
import type { CleanStore } from './clean-store.js';
import { HistogramChart } from './histogram-chart.js';
import { JobStatus } from './job-status.js';
import { MeasureControl } from './measure-control.js';
import { ModelTrials } from './model-trials.js';
import { Queue } from './queue.js';
import type { SaveStore } from './save-store.js';
import { Welcome } from './welcome.js';
import './clean.css';

export interface CleanPageProps {
  readonly screen: PictureScreen;
  readonly store: CleanStore;
  readonly saving: SaveStore;
  readonly models: readonly string[];
}

/** The page on which pictures are cleaned. */
export function CleanPage({ screen, store, saving, models }: CleanPageProps) {
  const addFiles = useCallback(
    (files: File[]) => void store.add(files.map((file) => ({ name: file.name, folder: folderOf(file), file }))),
    [store],
  );
  const addAs = useCallback(
    (target: string, files: File[]) => {
      const key = store.jobs.currentKey.value;
      if (target === 'reference' && key !== undefined) void store.setReference(key, files[0]!);
      else addFiles(files);
    },
    [store, addFiles],
  );
  const tell = useCallback((message: string) => (store.message.value = message), [store]);
  const over = useDrop({ onFiles: addFiles, onTarget: addAs, onProblem: tell });
  const { value: job } = store.jobs.current;
  const { value: controls } = store.mix.controls;
  const shown = store.shown.pixels.value?.key === job?.key ? store.shown.pixels.value : undefined;
  const hasTrials = job?.info !== undefined && shown !== undefined && store.trials.shown.value !== undefined;
  useEffect(() => store.measureSoon(), [store, controls, job?.key]);

  const sample = async (name: Parameters<typeof fetchSample>[0]) => {
    try {
      await store.addSample(await fetchSample(name));
    } catch (error) {
      store.message.value = reasonOf(error);
    }
  };

  // Several pictures are a list to go through, one is a thing to work on.
  const isOne = store.jobs.all.value.length <= 1;
  const queue = <Queue key="queue" store={store} saving={saving} onFiles={addFiles} onSample={sample} />;
  const controlsOfOne = job && <CleanPanel key="controls" store={store} saving={saving} job={job} models={models} />;

  const page = useRef<HTMLElement>(null);
  const isEmpty = job === undefined;
  const wasEmpty = useRef(isEmpty);
  useEffect(() => {
    // What was pressed to close the last picture has gone with it.
    if (isEmpty && !wasEmpty.current && document.activeElement === document.body) page.current?.querySelector('button')?.focus();
    wasEmpty.current = isEmpty;
  }, [isEmpty]);

  return (
    <main class={`clean ${over ? 'over' : ''}`} ref={page}>
      <Alert message={store.message} />
      {over && job?.info !== undefined && (
        <div class="drop-targets" aria-hidden="true">
          <p data-drop="pictures">Add to the pictures</p>
          <p data-drop="reference">
            Compare with it: the clean version of <strong>{job.name}</strong>
          </p>
        </div>
      )}
      {job === undefined ? (
        <Welcome onFiles={addFiles} onSample={sample} />
      ) : (
        <>
          <h1 class="hidden">{job.name}</h1>
          <div class="stage">
            {job.info === undefined ? (
              <div class="viewer empty">
                {job.state.kind === 'failed' ? <p class="problem">{job.state.error}</p> : <p>Reading {job.name} …</p>}
              </div>
            ) : (
              <Viewer
                hidden={hasTrials}
                screen={screen}
                picture={{ key: job.key, name: job.name, info: job.info }}
                shown={shown}
                layout={possibleLayout(store.layout.value, job.info.hasReference)}
                controls={controls}
                amplification={store.amplification.value}
                onLayout={(layout) => (store.layout.value = layout)}
                takeTiles={(take) => (store.shown.onTile = take)}
                onVisible={(region) => store.see(region)}
                onValues={(x, y) => store.values(x, y)}
              />
            )}
            {hasTrials && <ModelTrials store={store} job={job} shown={shown} />}
            <JobStatus job={job} store={store} />
          </div>
          <aside class="panel">
            {isOne ? [controlsOfOne, queue] : [queue, controlsOfOne]}
            {job.info !== undefined && (
              <>
                <HistogramChart store={store} job={job} />
                <MeasureControl store={store} jobKey={job.key} />
              </>
            )}
          </aside>
        </>
      )}
    </main>
  );
}
