import { useEffect, useRef, useState } from 'preact/hooks';
import { reasonOf } from '../page/reason-of.js';
import { controlsFor, type MixControls } from '../worker/mix-controls.js';
import type { PixelValues, ShownPixels, TilePixels } from '../worker/picture-info.js';
import { type Layout, titles } from './layout.js';
import { Loupe } from './loupe.js';
import { gap, paneAt, panesOf } from './panes.js';
import type { PictureRenderer } from './picture-renderer.js';
import type { PictureScreen } from './picture-screen.js';
import { sendLayers } from './send-layers.js';
import { usePointers } from './use-pointers.js';
import { useSize } from './use-size.js';
import { fitView, isSameView, pan, pixelAt, type Size, type View, visibleRegion, zoom } from './view.js';
import type { ViewedPicture } from './viewed-picture.js';
import { ViewerBar } from './viewer-bar.js';
import './viewer.css';

export interface ViewerProps {
  /** Whether something else is seen in its place; what it shows is kept. */
  readonly hidden: boolean;
  readonly screen: PictureScreen;
  readonly picture: ViewedPicture;
  /** Its pixels; undefined until they are there. */
  readonly shown: ShownPixels | undefined;
  readonly layout: Layout;
  readonly controls: MixControls;
  readonly amplification: number;
  readonly onLayout: (layout: Layout) => void;
  /** Hands over what takes tiles while this viewer is on the page. */
  readonly takeTiles: (take: ((tile: TilePixels) => void) | undefined) => void;
  /** Called when what is seen has come to rest. */
  readonly onVisible: (region: { x: number; y: number; width: number; height: number }) => void;
  readonly onValues: (x: number, y: number) => Promise<PixelValues>;
}

const keyStep = 60;
/** Milliseconds between two drawings of a picture that is on its way to the GPU. */
const drawingPause = 150;
/** A view that was another so many milliseconds ago is moving, and is drawn in full once it has come to rest for as long. */
const restPause = 100;
/** How near the split a finger must be to take hold of it. */
const holdPixels = 28;

/** The colour of the page, as the renderer wants it. */
function groundOf(element: HTMLElement): [number, number, number] {
  const [red = 0, green = 0, blue = 0] = (getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
  return [red / 255, green / 255, blue / 255];
}

/** Shows a picture before and after: zoom with the wheel, pinch or keys, move by dragging, compare with the split or in panes. */
export function Viewer(props: ViewerProps) {
  const { hidden, screen, picture, shown, layout, controls, amplification, onLayout, takeTiles, onVisible, onValues } = props;
  const frame = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const renderer = useRef<PictureRenderer | undefined>(undefined);
  const size = useSize(frame);
  const [view, setView] = useState<View>();
  const [split, setSplit] = useState(0.5);
  const [pointer, setPointer] = useState<{ readonly x: number; readonly y: number; readonly spoken?: boolean }>();
  const [problem, setProblem] = useState<string>();
  const [ready, setReady] = useState(false);
  const [drawn, setDrawn] = useState(0);
  const [flipped, setFlipped] = useState(false);
  const last = useRef<{ readonly view: View; readonly at: number } | undefined>(undefined);
  const { key, name, info } = picture;
  const used = controlsFor(info.channels, controls);
  const panes = flipped
    ? [{ left: 0, top: 0, width: size.width, height: size.height, show: 'before' as const }]
    : panesOf(layout, size, info.hasReference);
  const pane: Size = panes[0]!;
  const inPane = (x: number, y: number) => {
    const { left, top } = paneAt(panes, x, y);
    return { x: x - left, y: y - top };
  };
  // Until it is moved, the whole picture is seen.
  const present = view ?? fitView(info, pane);
  const isSplit = !flipped && layout === 'split';

  useEffect(() => {
    let request: number | undefined;
    const { canvas } = screen;
    const ask = () => {
      try {
        renderer.current = screen.renderer();
        if (renderer.current.ready()) setReady(true);
        else request = requestAnimationFrame(ask);
      } catch (error) {
        setProblem(reasonOf(error));
      }
    };
    const lose = () => setReady(false);
    place.current!.append(canvas);
    canvas.addEventListener('webglcontextlost', lose);
    canvas.addEventListener('webglcontextrestored', ask);
    ask();
    return () => {
      if (request !== undefined) cancelAnimationFrame(request);
      canvas.removeEventListener('webglcontextlost', lose);
      canvas.removeEventListener('webglcontextrestored', ask);
      canvas.remove();
      renderer.current?.clear();
    };
  }, [screen]);
  useEffect(() => {
    // What the renderer asks the GPU until it is ready must not wait behind the room for a large picture.
    if (shown === undefined || renderer.current === undefined || !ready) return;
    const { largestSide } = renderer.current;
    if (Math.max(info.width, info.height) > largestSide) {
      setProblem(`Too large to be shown here (more than ${largestSide} pixels to a side). It can be cleaned and saved all the same.`);
      return;
    }
    setProblem(undefined);
    sendLayers(renderer.current, info, shown);
    setDrawn((count) => count + 1);
  }, [shown, ready]);
  useEffect(() => setView(undefined), [key]);

  useEffect(() => {
    takeTiles((tile) => {
      renderer.current?.write('clean', tile);
      if (tile.overview) renderer.current?.writeOverview('clean', tile.overview);
      setDrawn((count) => count + 1);
    });
    return () => takeTiles(undefined);
  }, [key]);

  useEffect(() => {
    screen.canvas.dataset.drawn = String(drawn);
    const element = frame.current;
    if (
      element === null ||
      renderer.current === undefined ||
      !ready ||
      shown === undefined ||
      drawn === 0 ||
      size.width === 0 ||
      problem !== undefined
    )
      return;
    const drawing = renderer.current;
    const again = () => setDrawn((count) => count + 1);
    const sayBusy = (busy: boolean) => element.setAttribute('aria-busy', String(busy));
    let drawnAt = 0;
    let rest: ReturnType<typeof setTimeout> | undefined;
    // A picture comes to the GPU piece by piece, and is drawn now and then until all is there.
    const follow = () => {
      if (drawing.advance() && (!drawing.busy || performance.now() - drawnAt > drawingPause)) again();
      else if (drawing.busy) request = requestAnimationFrame(follow);
      else if (rest === undefined) sayBusy(false);
    };
    const draw = () => {
      const ratio = devicePixelRatio;
      const fits = drawing.fits({ width: Math.round(size.width * ratio), height: Math.round(size.height * ratio) });
      request = requestAnimationFrame(fits ? follow : draw);
      if (!fits) return;
      const ground = groundOf(element);
      drawnAt = performance.now();
      const moving = last.current !== undefined && !isSameView(last.current.view, present) && drawnAt - last.current.at < restPause;
      last.current = { view: present, at: drawnAt };
      if (moving) rest = setTimeout(again, restPause);
      drawing.draw(panes, { ...used, view: present, split: split * size.width, amplification, ground, ratio, moving });
    };
    sayBusy(true);
    let request = requestAnimationFrame(draw);
    return () => {
      cancelAnimationFrame(request);
      clearTimeout(rest);
    };
  });

  useEffect(() => {
    if (size.width === 0) return;
    const rest = setTimeout(() => onVisible(visibleRegion(present, info, pane)), 300);
    return () => clearTimeout(rest);
  }, [present.scale, present.x, present.y, pane.width, pane.height, key]);

  const zoomTo = (scale: number, x = pane.width / 2, y = pane.height / 2) => setView(zoom(present, scale, x, y, info, pane));
  const move = (dx: number, dy: number) => setView(pan(present, dx, dy, info, pane));
  const fit = () => setView(undefined);
  const pointers = usePointers({
    onHover: (x, y) => {
      setPointer({ x, y });
      if (isSplit) setSplit(x / size.width);
    },
    onLeave: () => setPointer(undefined),
    onMove: move,
    onZoom: (factor, x, y) => zoomTo(present.scale * factor, inPane(x, y).x, inPane(x, y).y),
    onToggle: (x, y) => (view === undefined ? zoomTo(1, inPane(x, y).x, inPane(x, y).y) : fit()),
    canHold: (x) => isSplit && Math.abs(x - split * size.width) < holdPixels,
    onHold: (x) => setSplit(Math.min(1, Math.max(0, x / size.width))),
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
    l: () => setPointer(pointer === undefined ? { x: pane.width / 2, y: pane.height / 2, spoken: true } : undefined),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key === '=' ? '+' : event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  const within = pointer && inPane(pointer.x, pointer.y);
  const pixel = within && pixelAt(present, within.x, within.y, info, pane);

  return (
    <section class="viewer" aria-label="Picture" hidden={hidden}>
      <div
        class="frame"
        ref={frame}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys: arrows, plus, minus, 0, 1, comma, full stop, b, l
        tabIndex={0}
        role="application"
        aria-label={`${name}, ${info.width} × ${info.height} pixels. Arrow keys move, plus and minus zoom, 0 fits, 1 shows each pixel, comma and full stop move the split, B shows the original, L the values of the pixel in the middle.`}
        onKeyDown={onKeyDown}
        {...pointers}
      >
        <div ref={place} />
        {problem !== undefined && <p class="problem">{problem}</p>}
        {problem === undefined && isSplit && (
          <>
            <div class="split-line" style={{ left: `${split * 100}%` }} aria-hidden="true" />
            <span class="tag left">Before</span>
            <span class="tag right">After</span>
          </>
        )}
        {problem === undefined &&
          !isSplit &&
          (panes.length > 1 || flipped) &&
          panes.map(({ left, top, show }) => (
            <span key={show} class="tag" style={{ left: `${left + 12}px`, top: `${top + 12}px` }}>
              {titles[show]}
            </span>
          ))}
        {problem === undefined &&
          panes.slice(1).map(({ left, top, width, height }) => {
            const line = left > 0 ? { left: left - gap, top: 0, width: gap, height } : { left: 0, top: top - gap, width, height: gap };
            const style = Object.fromEntries(Object.entries(line).map(([name, value]) => [name, `${value}px`]));
            return <div key={left + top} class="pane-line" style={style} aria-hidden="true" />;
          })}
        {pixel && shown && (
          <Loupe
            info={info}
            shown={shown}
            pixel={pixel}
            controls={used}
            side={pointer.x > size.width / 2 ? 'left' : 'right'}
            spoken={pointer.spoken === true}
            onValues={onValues}
          />
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
