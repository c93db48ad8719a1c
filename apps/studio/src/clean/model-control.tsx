import { FileButton } from '../page/file-button.js';
import type { CleanStore } from './clean-store.js';

/** Which model cleans; several can be tried on what is seen, and one can be opened from a file. */
export function ModelControl({ store, models }: { readonly store: CleanStore; readonly models: readonly string[] }) {
  const all = [...models.filter((name) => !store.ownModels.value.includes(name)), ...store.ownModels.value];
  return (
    <section>
      <h2>Model</h2>
      <select aria-label="Model" value={store.model.value} onChange={(event) => void store.chooseModel(event.currentTarget.value)}>
        <option value="auto">Chosen by the picture</option>
        {all.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <div class="buttons">
        <button
          type="button"
          id="compare-models"
          disabled={store.trials.shown.value !== undefined}
          onClick={() => void store.tryModels(all)}
        >
          Compare models
        </button>
        <FileButton accept=".onnx" onFiles={([file]) => file && void store.addModel(file)}>
          Open an ONNX file
        </FileButton>
      </div>
    </section>
  );
}
