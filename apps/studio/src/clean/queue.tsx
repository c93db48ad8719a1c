import { useRef } from 'preact/hooks';
import { CameraButton } from '../page/camera-button.js';
import { FileButton } from '../page/file-button.js';
import { SampleMenu } from '../page/sample-menu.js';
import { useKeptFocus } from '../page/use-kept-focus.js';
import type { SampleName } from '../samples.js';
import type { CleanStore } from './clean-store.js';
import type { Job } from './job.js';
import type { SaveStore } from './save-store.js';

function show({ state }: Job): string {
  if (state.kind === 'cleaning') return `${Math.round(state.fraction * 100)} %`;
  if (state.kind === 'waiting' && state.error !== undefined) return 'failed';
  return { queued: 'waiting', opening: 'reading', waiting: 'waiting', done: 'clean', failed: 'failed' }[state.kind];
}

export interface QueueProps {
  readonly store: CleanStore;
  readonly saving: SaveStore;
  readonly onFiles: (files: File[]) => void;
  readonly onSample: (name: SampleName) => void;
}

/** All open pictures, each with its state; all can be cleaned, and saved. */
export function Queue({ store, saving, onFiles, onSample }: QueueProps) {
  const jobs = store.jobs.all.value;
  const list = useRef<HTMLElement>(null);
  const pressing = useKeptFocus(list, jobs.length);
  const done = jobs.filter(({ state }) => state.kind === 'done').length;
  return (
    <section ref={list}>
      <h2>Pictures</h2>
      <ul class="queue">
        {jobs.map((job) => (
          <li key={job.key} class={job.key === store.jobs.currentKey.value ? 'chosen' : ''}>
            <button
              type="button"
              class="name"
              aria-pressed={job.key === store.jobs.currentKey.value}
              onClick={() => {
                store.message.value = undefined;
                void store.choose(job.key);
              }}
            >
              <span>
                {job.folder}
                {job.name}
              </span>
              <small data-state={job.state.kind}>{show(job)}</small>
              {'error' in job.state && job.state.error !== undefined && job.key !== store.jobs.currentKey.value && (
                <small class="wrong">{job.state.error}</small>
              )}
            </button>
            <button type="button" class="icon" aria-label={`Close ${job.name}`} onClick={pressing(() => store.remove(job.key))}>
              ×
            </button>
          </li>
        ))}
      </ul>
      <div class="buttons">
        <FileButton onFiles={onFiles} multiple>
          Add pictures
        </FileButton>
        <FileButton onFiles={onFiles} folder>
          Add a folder
        </FileButton>
        <CameraButton onFiles={onFiles} />
        <SampleMenu onSample={onSample} />
      </div>
      {jobs.length > 1 && (
        <div class="buttons">
          {store.batch.value ? (
            <button type="button" onClick={() => store.stopAll()}>
              Stop
            </button>
          ) : (
            <button type="button" disabled={!jobs.some((job) => store.wantsCleaning(job))} onClick={() => void store.cleanAll()}>
              Clean all
            </button>
          )}
          <button type="button" disabled={done === 0 || saving.busy.value} onClick={() => void saving.saveAll()}>
            Save {done} as ZIP
          </button>
          {globalThis.showDirectoryPicker !== undefined && (
            <button type="button" disabled={done === 0 || saving.busy.value} onClick={() => void saving.saveIntoFolder()}>
              Save {done} into a folder
            </button>
          )}
        </div>
      )}
    </section>
  );
}
