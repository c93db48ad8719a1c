import { FileButton } from '../page/file-button.js';
import type { CleanStore } from './clean-store.js';
import { NoiseControl } from './noise-control.js';

/** Gets a clean picture to measure against: this one, made noisy, or another. */
export function MeasureControl({ store, jobKey }: { readonly store: CleanStore; readonly jobKey: number }) {
  return (
    <details>
      <summary>Measure against a clean picture</summary>
      <NoiseControl onNoise={(noise) => void store.addNoise(jobKey, noise)} />
      <p class="hint">Or, when you have the clean version of this noisy picture, choose it, or drop it onto the page:</p>
      <FileButton onFiles={([file]) => file && void store.setReference(jobKey, file)}>Choose the clean picture</FileButton>
    </details>
  );
}
