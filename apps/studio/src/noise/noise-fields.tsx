import { Slider } from '../page/slider.js';
import { type ChosenNoise, noiseKinds, startOf } from './noise-kinds.js';

export interface NoiseFieldsProps {
  readonly noise: ChosenNoise;
  readonly disabled?: boolean;
  readonly onNoise: (noise: ChosenNoise) => void;
}

/** Which kind of noise, and how much of it. */
export function NoiseFields({ noise: { kind, amounts }, disabled = false, onNoise }: NoiseFieldsProps) {
  return (
    <>
      <label class="field">
        Kind of noise
        <select
          value={kind.name}
          disabled={disabled}
          onChange={(event) => onNoise(startOf(noiseKinds.find(({ name }) => name === event.currentTarget.value)!))}
        >
          {noiseKinds.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {kind.amounts.map((amount, index) => (
        <Slider
          key={`${kind.name} ${amount.label}`}
          label={amount.label}
          value={amounts[index]!}
          minimum={amount.minimum}
          maximum={amount.maximum}
          step={amount.step}
          show={amount.show}
          disabled={disabled}
          onInput={(value) => onNoise({ kind, amounts: amounts.with(index, value) })}
        />
      ))}
    </>
  );
}
