import type { Signal } from '@preact/signals';
import { Slider } from '../page/slider.js';
import { possibleLayout } from '../viewer/layout.js';
import { isAmplified } from '../viewer/panes.js';
import type { CleanStore } from './clean-store.js';
import type { Job } from './job.js';
import { JobFigures } from './job-figures.js';
import { ModelControl } from './model-control.js';
import { SaveControl } from './save-control.js';
import type { SaveStore } from './save-store.js';

const percent = (value: number) => `${Math.round(value * 100)} %`;

export interface CleanPanelProps {
  readonly store: CleanStore;
  readonly saving: SaveStore;
  readonly job: Job;
  readonly models: readonly string[];
}

/** The controls of the current picture. */
export function CleanPanel({ store, saving, job, models }: CleanPanelProps) {
  const { info } = job;
  const { mix } = store;
  if (info === undefined) return null;
  const part = (label: string, value: Signal<number>, onInput?: (next: number) => void) => (
    <Slider
      label={label}
      value={value.value}
      minimum={0}
      maximum={1}
      step={0.01}
      show={percent}
      onInput={onInput ?? ((next) => (value.value = next))}
    />
  );
  return (
    <>
      <section>
        <h2>Strength</h2>
        {part(info.channels === 1 ? 'Strength' : 'Light', mix.light, (value) => mix.setLight(value))}
        {info.channels === 3 && part('Colour', mix.chroma)}
        {part('Detail given back', mix.detail)}
        {part('Grain left', mix.grain)}
        {isAmplified(possibleLayout(store.layout.value, info.hasReference), info.hasReference) && (
          <Slider
            label="Amplified"
            value={store.amplification.value}
            minimum={1}
            maximum={16}
            step={1}
            show={(value) => `× ${value}`}
            onInput={(value) => (store.amplification.value = value)}
          />
        )}
      </section>
      <ModelControl store={store} models={models} />
      <JobFigures job={job} />
      <SaveControl saving={saving} job={job} info={info} />
    </>
  );
}
