import { useEffect, useRef, useState } from 'preact/hooks';
import { showPsnr } from '../page/show-psnr.js';
import { mixPixel } from '../viewer/mix-pixel.js';
import { usePointers } from '../viewer/use-pointers.js';
import { useSize } from '../viewer/use-size.js';
import { pan, type Size, type View, zoom } from '../viewer/view.js';
import { controlsFor, type MixControls } from '../worker/mix-controls.js';
import type { CleanStore } from './clean-store.js';
import type { Job, ShownJob } from './job.js';
import './trials.css';

interface PaneProps {
  readonly title: string;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly size: Size;
  /** Undefined: the middle of the region is seen, so large that it fills the pane. */
  readonly view: View | undefined;
  readonly onView: (view: View | undefined) => void;
}

/** One picture of the comparison; all share one view. */
function TrialPane({ title, pixels, size, view, onView }: PaneProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const pane = useSize(frame);
  const fit = Math.max(pane.width / size.width, pane.height / size.height);
  const present = view ?? { scale: fit, x: size.width / 2, y: size.height / 2 };
  useEffect(() => {
    const element = canvas.current!;
    const source = new OffscreenCanvas(size.width, size.height);
    source.getContext('2d')!.putImageData(new ImageData(pixels, size.width, size.height), 0, 0);
    const [width, height] = [Math.round(pane.width * devicePixelRatio), Math.round(pane.height * devicePixelRatio)];
    if (element.width !== width || element.height !== height) [element.width, element.height] = [width, height];
    const context = element.getContext('2d')!;
    const scale = present.scale * devicePixelRatio;
    context.clearRect(0, 0, width, height);
    context.imageSmoothingEnabled = scale < 2;
    context.drawImage(source, width / 2 - present.x * scale, height / 2 - present.y * scale, size.width * scale, size.height * scale);
  });
  const move = (dx: number, dy: number) => onView(pan(present, dx, dy, size, pane));
  const zoomBy = (factor: number, x = pane.width / 2, y = pane.height / 2) =>
    onView(zoom(present, present.scale * factor, x, y, size, pane));
  const pointers = usePointers({
    onHover: () => undefined,
    onLeave: () => undefined,
    onMove: move,
    onZoom: zoomBy,
    onToggle: () => onView(undefined),
    canHold: () => false,
    onHold: () => undefined,
  });
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => move(40, 0),
    ArrowRight: () => move(-40, 0),
    ArrowUp: () => move(0, 40),
    ArrowDown: () => move(0, -40),
    '+': () => zoomBy(1.5),
    '-': () => zoomBy(1 / 1.5),
    '0': () => onView(undefined),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key === '=' ? '+' : event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  return (
    <div
      class="trial-pane"
      ref={frame}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys: arrows, plus, minus, 0
      tabIndex={0}
      role="application"
      aria-label={`${title}. Arrow keys move, plus and minus zoom, 0 fits; all pictures move together.`}
      onKeyDown={onKeyDown}
      {...pointers}
    >
      <canvas ref={canvas} />
    </div>
  );
}

function mixed(noisy: Uint8ClampedArray, clean: Uint8ClampedArray, controls: MixControls): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(noisy.length);
  for (let at = 0; at < pixels.length; at += 4) {
    [pixels[at], pixels[at + 1], pixels[at + 2]] = mixPixel(noisy, clean, at, controls);
    pixels[at + 3] = 255;
  }
  return pixels;
}

/** What several models make of one region, side by side, to choose by eye. */
export function ModelTrials({ store, job, shown }: { readonly store: CleanStore; readonly job: Job; readonly shown: ShownJob }) {
  const [view, setView] = useState<View>();
  const trials = store.trials.shown.value!;
  const { region, results, running } = trials;
  const info = job.info!;
  const { value: controls } = store.mix.controls;
  const noisy = new Uint8ClampedArray(region.width * region.height * 4);
  for (let y = 0; y < region.height; y++) {
    const from = ((region.y + y) * info.width + region.x) * 4;
    noisy.set(shown.noisy.subarray(from, from + region.width * 4), y * region.width * 4);
  }
  for (let at = 3; at < noisy.length; at += 4) noisy[at] = 255;
  const used = controlsFor(info.channels, controls);
  const closing = useRef<HTMLButtonElement>(null);
  useEffect(() => closing.current?.focus(), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A dialog, or an open list, has it first.
      if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('dialog[open]') === null) store.endTrials();
    };
    addEventListener('keydown', onKeyDown);
    return () => {
      removeEventListener('keydown', onKeyDown);
      // The button that opened it takes the focus back, if it went with the comparison.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) document.querySelector<HTMLElement>('#compare-models')?.focus();
      });
    };
  }, [store]);
  return (
    <section class="trials" aria-label="Models side by side">
      <header>
        <h2>
          {region.width} × {region.height} pixels, by each model
        </h2>
        {running && <p role="status">Working …</p>}
        <button type="button" ref={closing} onClick={() => store.endTrials()}>
          Close
        </button>
      </header>
      <ul>
        <li>
          <TrialPane title="Before" pixels={noisy} size={region} view={view} onView={setView} />
          <p>
            <strong>Before</strong>
            <span>as it is</span>
          </p>
        </li>
        {results.map(({ model, pixels, seconds, psnr }) => (
          <li key={model} data-model={model}>
            <TrialPane title={model} pixels={mixed(noisy, pixels, used)} size={region} view={view} onView={setView} />
            <p>
              <strong>{model}</strong>
              <span>
                {psnr !== undefined && `${showPsnr(psnr)}, `}
                {Number((seconds / ((region.width * region.height) / 1e6)).toPrecision(2))} s a megapixel
              </span>
              <button type="button" aria-label={`Use ${model}`} onClick={() => void store.chooseModel(model)}>
                Use
              </button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
