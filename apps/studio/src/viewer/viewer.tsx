import { useEffect, useRef, useState } from 'preact/hooks';
import type { Job } from '../clean/job.js';
import type { TilePixels } from '../worker/picture-info.js';
import { Loupe } from './loupe.js';
import { panesOf } from './panes.js';
import { PictureRenderer, type Show } from './picture-renderer.js';
import { usePointers } from './use-pointers.js';
import { useSize } from './use-size.js';
import { fitView, pan, pixelAt, type Size, type View, visibleRegion, zoom } from './view.js';
import { ViewerBar } from './viewer-bar.js';

export interface ViewerProps {
  readonly job: Job;
  readonly layout: Show | 'side';
  readonly strength: number;
  readonly chroma: number;
  readonly amplification: number;
  readonly onLayout: (layout: Show | 'side') => void;
  /** Hands over what takes tiles while this viewer is on the page. */
  readonly takeTiles: (take: ((tile: TilePixels) => void) | undefined) => void;
  /** Called when what is seen has come to rest. */
  readonly onVisible: (region: { x: number; y: number; width: number; height: number }) => void;
}

const gap = 6;
const keyStep = 60;

/** The colour of the page, as the renderer wants it. */
function groundOf(element: HTMLElement): [number, number, number] {
  const [red = 0, green = 0, blue = 0] = (getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
  return [red / 255, green / 255, blue / 255];
}

/** Shows a picture before and after: zoom with the wheel, pinch or keys, move by dragging, compare with the split. */
export function Viewer({ job, layout, strength, chroma, amplification, onLayout, takeTiles, onVisible }: ViewerProps) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const renderer = useRef<PictureRenderer | undefined>(undefined);
  const size = useSize(frame);
  const [view, setView] = useState<View>();
  const [split, setSplit] = useState(0.5);
  const [pointer, setPointer] = useState<{ x: number; y: number }>();
  const [problem, setProblem] = useState<string>();
  const [drawn, setDrawn] = useState(0);
  const [flipped, setFlipped] = useState(false);
  const info = job.info!;
  const shown: Show | 'side' = flipped ? 'before' : layout;
  const pane: Size = { width: shown === 'side' ? (size.width - gap) / 2 : size.width, height: size.height };
  const inPane = (x: number) => (shown === 'side' && x > pane.width ? x - pane.width - gap : x);
  // Until it is moved, the whole picture is seen.
  const present = view ?? fitView(info, pane);

  useEffect(() => {
    try {
      renderer.current ??= new PictureRenderer(canvas.current!);
      const { largestSide } = renderer.current;
      if (Math.max(info.width, info.height) > largestSide) {
        setProblem(`Too large to be shown here (more than ${largestSide} pixels to a side). It can be cleaned and saved all the same.`);
        return;
      }
      setProblem(undefined);
      renderer.current.set('noisy', info, info.pixels);
      renderer.current.set('clean', info, job.clean!);
      if (job.referencePixels !== undefined) renderer.current.set('reference', info, job.referencePixels);
      setDrawn((count) => count + 1);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }, [job.key, job.version]);
  useEffect(() => setView(undefined), [job.key]);
  useEffect(() => () => renderer.current?.dispose(), []);

  useEffect(() => {
    takeTiles((tile) => {
      renderer.current?.setTile(tile);
      setDrawn((count) => count + 1);
    });
    return () => takeTiles(undefined);
  }, [job.key]);

  useEffect(() => {
    if (renderer.current === undefined || size.width === 0 || problem !== undefined) return;
    const picture = renderer.current;
    const ratio = devicePixelRatio;
    const again = () => setDrawn((count) => count + 1);
    let request = requestAnimationFrame(() => {
      const element = canvas.current;
      if (element === null) return;
      if (!picture.ready()) return again();
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
      if (element.width !== width || element.height !== height) [element.width, element.height] = [width, height];
      const panes = panesOf(shown, width, Math.round(gap * ratio));
      picture.draw(panes, {
        view: { ...present, scale: present.scale * ratio },
        split: split * width,
        strength,
        chroma: info.channels === 1 ? strength : chroma,
        amplification,
        ground: groundOf(frame.current!),
      });
      // A picture comes to the GPU piece by piece.
      const follow = () => {
        if (picture.advance(present.scale * ratio)) again();
        else if (picture.isBusy(present.scale * ratio)) request = requestAnimationFrame(follow);
      };
      request = requestAnimationFrame(follow);
    });
    return () => cancelAnimationFrame(request);
  });

  useEffect(() => {
    if (size.width === 0) return;
    const rest = setTimeout(() => onVisible(visibleRegion(present, info, pane)), 300);
    return () => clearTimeout(rest);
  }, [present.scale, present.x, present.y, size.width, size.height, job.key]);

  const zoomTo = (scale: number, x = pane.width / 2, y = pane.height / 2) => setView(zoom(present, scale, x, y, info, pane));
  const move = (dx: number, dy: number) => setView(pan(present, dx, dy, info, pane));
  const fit = () => setView(undefined);
  const pointers = usePointers({
    onHover: (x, y) => {
      setPointer({ x, y });
      if (shown === 'split') setSplit(x / size.width);
    },
    onLeave: () => setPointer(undefined),
    onMove: move,
    onZoom: (factor, x, y) => zoomTo(present.scale * factor, inPane(x), y),
    onToggle: (x, y) => (view === undefined ? zoomTo(1, inPane(x), y) : fit()),
  });
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => move(keyStep, 0),
    ArrowRight: () => move(-keyStep, 0),
    ArrowUp: () => move(0, keyStep),
    ArrowDown: () => move(0, -keyStep),
    '+': () => zoomTo(present.scale * 1.5),
    '-': () => zoomTo(present.scale / 1.5),
    '0': fit,
    '1': () => zoomTo(1),
    ',': () => setSplit(Math.max(0, split - 0.05)),
    '.': () => setSplit(Math.min(1, split + 0.05)),
    b: () => setFlipped(!flipped),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key === '=' ? '+' : event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  const pixel = pointer && pixelAt(present, inPane(pointer.x), pointer.y, info, pane);

  return (
    <section class="viewer" aria-label="Picture">
      <div
        class="frame"
        ref={frame}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys: arrows, plus, minus, 0, 1, comma, full stop, b
        tabIndex={0}
        role="application"
        aria-label={`${job.name}, ${info.width} × ${info.height} pixels. Arrow keys move, plus and minus zoom, 0 fits, 1 shows each pixel, comma and full stop move the split, B shows the original.`}
        onKeyDown={onKeyDown}
        {...pointers}
      >
        <canvas ref={canvas} data-drawn={drawn} />
        {problem !== undefined && <p class="problem">{problem}</p>}
        {problem === undefined && shown === 'split' && (
          <>
            <div class="split-line" style={{ left: `${split * 100}%` }} aria-hidden="true" />
            <span class="tag left">Before</span>
            <span class="tag right">After</span>
          </>
        )}
        {problem === undefined && shown === 'side' && (
          <>
            <span class="tag left">Before</span>
            <span class="tag middle">After</span>
          </>
        )}
        {flipped && <span class="tag left">Before</span>}
        {pixel && (
          <Loupe job={job} pixel={pixel} strength={strength} chroma={chroma} side={pointer.x > size.width / 2 ? 'left' : 'right'} />
        )}
      </div>
      <ViewerBar
        layout={layout}
        scale={present.scale}
        split={split}
        hasReference={info.hasReference}
        flipped={flipped}
        onLayout={onLayout}
        onSplit={setSplit}
        onFit={fit}
        onZoom={zoomTo}
        onFlip={() => setFlipped(!flipped)}
      />
    </section>
  );
}
