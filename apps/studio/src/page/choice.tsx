import { useId } from 'preact/hooks';

export interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly choices: readonly (readonly [T, string])[];
  readonly value: T;
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}

/** One of a few, all in sight: radio buttons that look like one bar. */
export function Choice<T extends string>({ label, choices, value, disabled, onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset class="choice" disabled={disabled}>
      <legend>{label}</legend>
      {choices.map(([choice, title]) => (
        <label key={choice} class={choice === value ? 'chosen' : ''}>
          <input type="radio" name={name} checked={choice === value} onChange={() => onChange(choice)} />
          {title}
        </label>
      ))}
    </fieldset>
  );
}
