import { useEffect, useRef } from 'preact/hooks';
import type { Job } from '../clean/job.js';
import { blendPixel } from './blend-pixel.js';

const radius = 5;
const side = 2 * radius + 1;

export interface LoupeProps {
  readonly job: Job;
  readonly pixel: { readonly x: number; readonly y: number };
  readonly strength: number;
  readonly chroma: number;
  /** Where it stands, out of the pointer's way. */
  readonly side: 'left' | 'right';
}

/** The pixels about the pointer, large, before and after, and the values of the middle one. */
export function Loupe({ job, pixel, strength, chroma, side: place }: LoupeProps) {
  const before = useRef<HTMLCanvasElement>(null);
  const after = useRef<HTMLCanvasElement>(null);
  const { width, height, pixels, channels } = job.info!;
  const at = (x: number, y: number) => (Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))) * 4;
  const noisyAt = (x: number, y: number) => [...pixels.subarray(at(x, y), at(x, y) + 3)] as [number, number, number];
  const cleanAt = (x: number, y: number) => {
    const clean = [...job.clean!.subarray(at(x, y), at(x, y) + 3)] as [number, number, number];
    return blendPixel(noisyAt(x, y), clean, strength, channels === 1 ? strength : chroma);
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
  const show = (values: readonly number[]) => (channels === 1 ? values.slice(0, 1) : values).map((value) => Math.round(value)).join(' ');
  return (
    <div class={`loupe ${place}`} aria-hidden="true">
      <figure>
        <canvas ref={before} width={side} height={side} />
        <figcaption>{show(noisyAt(pixel.x, pixel.y))}</figcaption>
      </figure>
      <figure>
        <canvas ref={after} width={side} height={side} />
        <figcaption>{show(cleanAt(pixel.x, pixel.y))}</figcaption>
      </figure>
      <p>
        {pixel.x}, {pixel.y}
      </p>
    </div>
  );
}
