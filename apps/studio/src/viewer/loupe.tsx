import { useEffect, useRef, useState } from 'preact/hooks';
import type { MixControls } from '../worker/mix-controls.js';
import type { PictureInfo, PixelValues, ShownPixels } from '../worker/picture-info.js';
import { mixPixel } from './mix-pixel.js';

const radius = 5;
const side = 2 * radius + 1;

export interface LoupeProps {
  readonly info: PictureInfo;
  readonly shown: ShownPixels;
  readonly pixel: { readonly x: number; readonly y: number };
  readonly controls: MixControls;
  /** Where it stands, out of the pointer's way. */
  readonly side: 'left' | 'right';
  /** Whether it was called with a key: its values are then read out. */
  readonly spoken: boolean;
  /** The pixel's samples in the file's own depth. */
  readonly onValues: (x: number, y: number) => Promise<PixelValues>;
}

const show = (values: readonly number[]) =>
  values.map((value) => (Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 2 ? 3 : 0))).join(' ');

/** The pixels about the pointer, large, before and after, and the values of the middle one. */
export function Loupe({ info, shown, pixel, controls, side: place, spoken, onValues }: LoupeProps) {
  const before = useRef<HTMLCanvasElement>(null);
  const after = useRef<HTMLCanvasElement>(null);
  const [values, setValues] = useState<PixelValues & { readonly at: string }>();
  const { width, height, channels, depth } = info;
  const { noisy, clean } = shown;
  const index = (x: number, y: number) => (Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))) * 4;
  const noisyAt = (x: number, y: number) => Array.from(noisy.subarray(index(x, y), index(x, y) + 3));
  const cleanAt = (x: number, y: number) => {
    const at = index(x, y);
    return mixPixel(noisy, clean, at, controls);
  };
  useEffect(() => {
    for (const [canvas, read] of [
      [before.current!, noisyAt],
      [after.current!, cleanAt],
    ] as const) {
      const context = canvas.getContext('2d')!;
      const image = context.createImageData(side, side);
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++) image.data.set([...read(pixel.x + x - radius, pixel.y + y - radius), 255], (y * side + x) * 4);
      context.putImageData(image, 0, 0);
    }
  });
  const at = `${pixel.x}, ${pixel.y}`;
  // What is shown has 8 bits; the file's own values are asked for when the pointer rests.
  useEffect(() => {
    let current = true;
    const rest = setTimeout(async () => {
      const found = await onValues(pixel.x, pixel.y).catch(() => undefined);
      if (current && found !== undefined) setValues({ ...found, at });
    }, 120);
    return () => {
      current = false;
      clearTimeout(rest);
    };
  }, [at, controls]);
  const round = (numbers: readonly number[]) => numbers.slice(0, channels).map(Math.round);
  const own = values?.at !== at ? undefined : values;
  const text = (mine: readonly number[] | undefined, seen: readonly number[]) =>
    mine !== undefined ? show(mine) : depth === 8 ? show(round(seen)) : '…';
  return (
    <div class={`loupe ${place}`} {...(spoken ? { role: 'status' } : { 'aria-hidden': true })}>
      <figure>
        <canvas ref={before} width={side} height={side} />
        <figcaption>{text(own?.before, noisyAt(pixel.x, pixel.y))}</figcaption>
      </figure>
      <figure>
        <canvas ref={after} width={side} height={side} />
        <figcaption>{text(own?.after, cleanAt(pixel.x, pixel.y))}</figcaption>
      </figure>
      <p>{at}</p>
    </div>
  );
}
