import { FileButton } from '../page/file-button.js';
import { Slider } from '../page/slider.js';
import type { SaveOptions } from '../worker/picture-info.js';
import type { CleanStore } from './clean-store.js';
import type { Job } from './job.js';
import { JobFigures } from './job-figures.js';
import { NoiseControl } from './noise-control.js';

const percent = (value: number) => `${Math.round(value * 100)} %`;
const formats: readonly (readonly [SaveOptions['format'], string])[] = [
  ['same', 'As the input'],
  ['png', 'PNG'],
  ['jpeg', 'JPEG'],
  ['webp', 'WebP'],
];

/** The controls of the current picture. */
export function CleanPanel({ store, job, models }: { readonly store: CleanStore; readonly job: Job; readonly models: readonly string[] }) {
  const { info, key, state } = job;
  if (info === undefined) return null;
  const setStrength = (value: number) => {
    // Colour goes along until it is set by itself.
    if (store.chroma.value === store.strength.value) store.chroma.value = value;
    store.strength.value = value;
  };
  return (
    <>
      <section>
        <h2>Strength</h2>
        <Slider
          label={info.channels === 1 ? 'Strength' : 'Light'}
          value={store.strength.value}
          minimum={0}
          maximum={1}
          step={0.01}
          show={percent}
          onInput={setStrength}
        />
        {info.channels === 3 && (
          <Slider
            label="Colour"
            value={store.chroma.value}
            minimum={0}
            maximum={1}
            step={0.01}
            show={percent}
            onInput={(value) => (store.chroma.value = value)}
          />
        )}
        {(store.layout.value === 'residual' || store.layout.value === 'difference') && (
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
        <label class="field">
          Model
          <select
            value={store.model.value}
            onChange={(event) => {
              store.model.value = event.currentTarget.value;
              store.cancel(key);
              void store.clean(key);
            }}
          >
            <option value="auto">Best that fits</option>
            {models.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </section>
      <JobFigures job={job} />
      <section>
        <h2>Save</h2>
        <label class="field">
          Format
          <select
            value={store.format.value}
            onChange={(event) => (store.format.value = event.currentTarget.value as SaveOptions['format'])}
          >
            {formats.map(([format, title]) => (
              <option key={format} value={format}>
                {format === 'same' ? `${title} (${info.format.toUpperCase()}, ${info.format === 'png' ? info.depth : 8} bit)` : title}
              </option>
            ))}
          </select>
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={store.metadata.value}
            onChange={(event) => (store.metadata.value = event.currentTarget.checked)}
          />
          Keep colour profile, EXIF and XMP
        </label>
        <button type="button" class="primary wide" disabled={state.kind === 'cleaning'} onClick={() => void store.save(key)}>
          Save the picture
        </button>
      </section>
      <details>
        <summary>Measure against a clean picture</summary>
        <NoiseControl onNoise={(noise) => void store.addNoise(key, noise)} />
        <p class="hint">Or, when you have the clean version of this noisy picture:</p>
        <FileButton onFiles={([file]) => file && void store.setReference(key, file)}>Choose the clean picture</FileButton>
      </details>
    </>
  );
}
