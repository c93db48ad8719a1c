import type { Signal } from '@preact/signals';
import { Slider } from '../page/slider.js';
import type { CleanStore } from './clean-store.js';
import type { Job } from './job.js';
import { JobFigures } from './job-figures.js';
import { ModelControl } from './model-control.js';
import { SaveControl } from './save-control.js';

const percent = (value: number) => `${Math.round(value * 100)} %`;

/** The controls of the current picture. */
export function CleanPanel({ store, job, models }: { readonly store: CleanStore; readonly job: Job; readonly models: readonly string[] }) {
  const { info } = job;
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
  const setLight = (value: number) => {
    // Colour goes along until it is set by itself.
    if (store.chroma.value === store.light.value) store.chroma.value = value;
    store.light.value = value;
  };
  return (
    <>
      <section>
        <h2>Strength</h2>
        {part(info.channels === 1 ? 'Strength' : 'Light', store.light, setLight)}
        {info.channels === 3 && part('Colour', store.chroma)}
        {part('Detail given back', store.detail)}
        {part('Grain left', store.grain)}
        {(store.layout.value === 'residual' || store.layout.value === 'three' || store.layout.value === 'difference') && (
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
      <SaveControl store={store} job={job} info={info} />
    </>
  );
}
