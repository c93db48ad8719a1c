import { Choice } from '../page/choice.js';
import type { Layout } from './layout.js';

export interface ViewerBarProps {
  readonly layout: Layout;
  readonly scale: number;
  /** 0 to 1. */
  readonly split: number;
  readonly hasReference: boolean;
  readonly flipped: boolean;
  readonly onLayout: (layout: Layout) => void;
  readonly onSplit: (split: number) => void;
  readonly onFit: () => void;
  readonly onZoom: (scale: number) => void;
  readonly onFlip: () => void;
}

const layouts: readonly (readonly [Layout, string])[] = [
  ['split', 'Split'],
  ['side', 'Two'],
  ['three', 'Three'],
  ['after', 'After'],
  ['residual', 'Removed'],
];

/** What is below the picture: what it shows, and how large. */
export function ViewerBar(props: ViewerBarProps) {
  const { layout, scale, split, hasReference, flipped, onLayout, onSplit, onFit, onZoom, onFlip } = props;
  const choices = hasReference ? [...layouts, ['difference', 'Error'] as const] : layouts;
  return (
    <div class="viewer-bar">
      <Choice label="View" choices={choices} value={layout} onChange={onLayout} />
      {layout === 'split' && (
        <input
          type="range"
          class="split-range"
          aria-label="Place of the split"
          min={0}
          max={100}
          value={Math.round(split * 100)}
          onInput={(event) => onSplit(event.currentTarget.valueAsNumber / 100)}
        />
      )}
      <div class="zoom">
        <button type="button" aria-pressed={flipped} onClick={onFlip} title="B">
          Original
        </button>
        <button type="button" onClick={onFit} title="0">
          Fit
        </button>
        <button type="button" onClick={() => onZoom(1)} title="1">
          1:1
        </button>
        <button type="button" class="icon" aria-label="Zoom out" onClick={() => onZoom(scale / 1.5)}>
          −
        </button>
        <output aria-label="Zoom">{Math.round(scale * 100)} %</output>
        <button type="button" class="icon" aria-label="Zoom in" onClick={() => onZoom(scale * 1.5)}>
          +
        </button>
      </div>
    </div>
  );
}
