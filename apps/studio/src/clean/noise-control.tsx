import { useState } from 'preact/hooks';
import { Slider } from '../page/slider.js';

interface Kind {
  readonly name: string;
  readonly title: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly start: number;
  readonly label: string;
}

const kinds: readonly Kind[] = [
  { name: 'gaussian', title: 'Gaussian', minimum: 1, maximum: 75, step: 1, start: 25, label: 'σ' },
  { name: 'poisson', title: 'Poisson (photons)', minimum: 5, maximum: 255, step: 5, start: 40, label: 'Photons at white' },
  { name: 'salt-pepper', title: 'Salt and pepper', minimum: 0.01, maximum: 0.3, step: 0.01, start: 0.05, label: 'Part of the samples' },
  { name: 'speckle', title: 'Speckle', minimum: 0.02, maximum: 0.5, step: 0.02, start: 0.14, label: 'Part of the value' },
  { name: 'jpeg', title: 'JPEG', minimum: 5, maximum: 95, step: 5, start: 30, label: 'Quality' },
];

/** Makes the picture noisy, with a kind and an amount of noise. */
export function NoiseControl({ onNoise }: { readonly onNoise: (noise: string) => void }) {
  const [kind, setKind] = useState(kinds[0]!);
  const [amount, setAmount] = useState(kind.start);
  return (
    <>
      <p class="hint">If this picture is clean, noise can be added to it and taken off again.</p>
      <label class="field">
        Noise
        <select
          value={kind.name}
          onChange={(event) => {
            const chosen = kinds.find(({ name }) => name === event.currentTarget.value)!;
            setKind(chosen);
            setAmount(chosen.start);
          }}
        >
          {kinds.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <Slider
        label={kind.label}
        value={amount}
        minimum={kind.minimum}
        maximum={kind.maximum}
        step={kind.step}
        show={String}
        onInput={setAmount}
      />
      <button type="button" onClick={() => onNoise(`${kind.name}:${amount}`)}>
        Add noise
      </button>
    </>
  );
}
