import { useRef } from 'preact/hooks';
import { duration } from '../page/duration.js';
import { useKeptFocus } from '../page/use-kept-focus.js';
import type { CleanStore } from './clean-store.js';
import type { Job } from './job.js';

/** How the current picture is doing, in a line, with its progress and its cancel button. */
export function JobStatus({ job, store }: { readonly job: Job; readonly store: CleanStore }) {
  const { state, info, key } = job;
  const text = () => {
    switch (state.kind) {
      case 'queued':
      case 'opening':
        return 'Reading the file';
      case 'waiting':
        if (state.next) return 'Waits for the picture that is being cleaned';
        if (state.error !== undefined) return `Could not be cleaned: ${state.error}`;
        if (state.part === undefined) return state.begun ? 'Stopped: some of it is clean' : 'Not cleaned yet';
        return state.part === 'seen' ? 'What you see is clean, the rest is not yet' : 'The middle is clean; zoom in to clean what you see';
      case 'cleaning':
        return state.remaining === undefined ? 'Cleaning' : `Cleaning, ${duration(state.remaining)} left`;
      case 'done':
        return `Cleaned with ${state.model} in ${state.seconds.toFixed(1)} s`;
      case 'failed':
        return 'Could not be read';
    }
  };
  const stops = state.kind === 'cleaning' || (state.kind === 'waiting' && state.next === true);
  const cleans = state.kind === 'cleaning' ? state.part : state.kind === 'waiting' && !stops;
  const status = useRef<HTMLDivElement>(null);
  const pressing = useKeptFocus(status, `${stops} ${cleans}`);
  return (
    <div class="status" ref={status}>
      <p role="status" data-state={state.kind}>
        <strong>{job.name}</strong>
        {info !== undefined && (
          <span>
            {info.width} × {info.height}, {info.depth === 32 ? 'float' : `${info.depth} bit`} {info.channels === 1 ? 'grey' : 'colour'},
            noise σ ≈ {info.sigma.toFixed(1)}
          </span>
        )}
        <span>{text()}</span>
      </p>
      {state.kind === 'cleaning' && <progress max={1} value={state.fraction} aria-label="Progress" />}
      {cleans && (
        <button type="button" class="primary" onClick={pressing(() => void store.clean(key))}>
          Clean the whole picture
        </button>
      )}
      {stops && (
        <button type="button" onClick={pressing(() => store.cancel(key))}>
          Cancel
        </button>
      )}
    </div>
  );
}
