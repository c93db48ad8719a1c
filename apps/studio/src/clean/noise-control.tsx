import { useState } from 'preact/hooks';
import { NoiseFields } from '../noise/noise-fields.js';
import { noiseKinds, startOf } from '../noise/noise-kinds.js';

/** Makes the picture noisy, with a kind and an amount of noise. */
export function NoiseControl({ onNoise }: { readonly onNoise: (noise: string) => void }) {
  const [noise, setNoise] = useState(startOf(noiseKinds[0]!));
  return (
    <>
      <p class="hint">If this picture is clean, noise can be added to it and taken off again.</p>
      <NoiseFields noise={noise} onNoise={setNoise} />
      <button type="button" onClick={() => onNoise(noise.kind.text(noise.amounts))}>
        Add noise
      </button>
    </>
  );
}
