import { useEffect, useState } from 'preact/hooks';
import { Choice } from '../page/choice.js';
import { controlsFor } from '../worker/mix-controls.js';
import type { CleanStore } from './clean-store.js';
import { type Histogram, type HistogramChannel, histogramOf } from './histogram.js';
import type { Job } from './job.js';

const [width, height] = [280, 96];
const channels: readonly (readonly [HistogramChannel, string])[] = [
  ['light', 'Grey'],
  ['red', 'Red'],
  ['green', 'Green'],
  ['blue', 'Blue'],
];

/** The histogram of what is seen, before and after; it follows the sliders. */
export function HistogramChart({ store, job }: { readonly store: CleanStore; readonly job: Job }) {
  const [open, setOpen] = useState(false);
  const [channel, setChannel] = useState<HistogramChannel>('light');
  const [histogram, setHistogram] = useState<Histogram>();
  const { value: shown } = store.shown.pixels;
  const { value: region } = store.visible;
  const { value: controls } = store.mix.controls;
  const { info, key } = job;
  const tiles = store.shown.tiles.value;
  useEffect(() => {
    if (!open || shown?.key !== key || info === undefined || region === undefined) return;
    if (region.x + region.width > info.width || region.y + region.height > info.height) return;
    const used = controlsFor(info.channels, controls);
    const request = requestAnimationFrame(() => setHistogram(histogramOf(shown, info.width, region, used, channel)));
    return () => cancelAnimationFrame(request);
  }, [open, shown, region, controls, channel, tiles, info, key]);
  const path = (values: readonly number[], closed: boolean) => {
    // Square roots: the few dark and bright pixels are seen beside the many.
    const top = Math.sqrt(Math.max(...histogram!.before, ...histogram!.after));
    const points = values.map((value, index) => {
      const x = ((index + 0.5) / values.length) * width;
      return `${x.toFixed(1)},${(height - 2 - (Math.sqrt(value) / top) * (height - 6)).toFixed(1)}`;
    });
    return closed ? `M0,${height} L${points.join(' L')} L${width},${height} Z` : `M${points.join(' L')}`;
  };
  return (
    <details class="histogram" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Histogram</summary>
      {histogram !== undefined && (
        <figure class={`channel-${channel}`}>
          <svg
            viewBox={`0 0 ${width} ${height}`}
            role="img"
            aria-label="How often each brightness is seen, before and after, from black to white"
          >
            <path class="before" d={path(histogram.before, true)} />
            <path class="after" d={path(histogram.after, false)} />
          </svg>
          <figcaption>
            <span class="key before">Before</span>
            <span class="key after">After</span>
            <small>of what is seen</small>
          </figcaption>
        </figure>
      )}
      {info?.channels === 3 && <Choice label="Channel" choices={channels} value={channel} onChange={setChannel} />}
    </details>
  );
}
