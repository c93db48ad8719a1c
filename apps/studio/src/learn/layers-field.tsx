import { mostLayers, widestLayer } from './parse-layers.js';

export interface LayersFieldProps {
  /** As it was typed. */
  readonly text: string;
  /** Whether the text is none of which a network can be made. */
  readonly wrong: boolean;
  readonly disabled: boolean;
  readonly onText: (text: string) => void;
}

/** The field in which the layers' widths are typed. */
export function LayersField({ text, wrong, disabled, onText }: LayersFieldProps) {
  return (
    <label class="field">
      Widths of the layers
      <input
        value={text}
        inputMode="numeric"
        disabled={disabled}
        aria-invalid={wrong}
        aria-describedby="layers-hint"
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <small id="layers-hint" class={wrong ? 'wrong' : 'hint'}>
        {wrong
          ? `Expected up to ${mostLayers} whole numbers from 1 to ${widestLayer}, with commas or spaces between them.`
          : `One number a layer, such as 8, 16, 8, 4; up to ${mostLayers} layers of up to ${widestLayer}.`}
      </small>
    </label>
  );
}
