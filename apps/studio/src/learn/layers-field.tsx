import { useState } from 'preact/hooks';

/** Widths as they are typed: whole numbers from 1 to 64, at most eight, with commas; undefined when they are not. */
export function parseLayers(text: string): number[] | undefined {
  const widths = text.split(',').map((part) => Number(part.trim() || Number.NaN));
  const fit = widths.length <= 8 && widths.every((width) => Number.isInteger(width) && width >= 1 && width <= 64);
  return fit ? widths : undefined;
}

export interface LayersFieldProps {
  readonly layers: readonly number[];
  readonly disabled: boolean;
  /** Called with the widths, or with undefined when what is typed is none. */
  readonly onLayers: (layers: readonly number[] | undefined) => void;
}

/** The field in which the layers' widths are typed. */
export function LayersField({ layers, disabled, onLayers }: LayersFieldProps) {
  const [text, setText] = useState(layers.join(', '));
  const wrong = parseLayers(text) === undefined;
  return (
    <label class="field">
      Widths of the layers
      <input
        value={text}
        inputMode="numeric"
        disabled={disabled}
        aria-invalid={wrong}
        aria-describedby="layers-hint"
        onInput={(event) => {
          setText(event.currentTarget.value);
          onLayers(parseLayers(event.currentTarget.value));
        }}
      />
      <small id="layers-hint" class={wrong ? 'wrong' : 'hint'}>
        {wrong ? 'Expected up to eight whole numbers from 1 to 64, with commas.' : 'One number a layer, such as 8, 16, 8, 4.'}
      </small>
    </label>
  );
}
