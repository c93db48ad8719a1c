import { FileButton } from '../page/file-button.js';
import type { SampleName } from '../samples.js';
import type { CleanStore } from './clean-store.js';
import type { Job } from './job.js';
import { SampleMenu } from './sample-menu.js';

function show({ state }: Job): string {
  if (state.kind === 'cleaning') return `${Math.round(state.fraction * 100)} %`;
  return { opening: 'reading', waiting: 'waiting', done: 'clean', failed: 'failed' }[state.kind];
}

export interface QueueProps {
  readonly store: CleanStore;
  readonly onFiles: (files: File[]) => void;
  readonly onSample: (name: SampleName) => void;
}

/** All open pictures, each with its state. */
export function Queue({ store, onFiles, onSample }: QueueProps) {
  const jobs = store.jobs.value;
  const done = jobs.filter(({ state }) => state.kind === 'done').length;
  return (
    <section>
      <h2>Pictures</h2>
      <ul class="queue">
        {jobs.map((job) => (
          <li key={job.key} class={job.key === store.currentKey.value ? 'chosen' : ''}>
            <button
              type="button"
              class="name"
              aria-pressed={job.key === store.currentKey.value}
              onClick={() => (store.currentKey.value = job.key)}
            >
              <span>{job.name}</span>
              <small data-state={job.state.kind}>{show(job)}</small>
            </button>
            <button type="button" class="icon" aria-label={`Close ${job.name}`} onClick={() => store.remove(job.key)}>
              ×
            </button>
          </li>
        ))}
      </ul>
      <div class="buttons">
        <FileButton onFiles={onFiles} multiple>
          Add pictures
        </FileButton>
        <SampleMenu onSample={onSample} />
        {jobs.length > 1 && (
          <button type="button" onClick={() => void store.cleanAll()}>
            Clean all
          </button>
        )}
        {jobs.length > 1 && done > 0 && (
          <button type="button" onClick={() => void store.saveAll()}>
            Save {done} as ZIP
          </button>
        )}
      </div>
    </section>
  );
}
