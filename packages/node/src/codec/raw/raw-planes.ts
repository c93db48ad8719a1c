import { estimateCameraNoise, type Image, turn } from '@cleargrain/core';
import type { RawFrame } from './raw-frame.js';
import { type SteadyNoise, steadyNoise } from './steady-noise.js';

/** The pixels of a sensor that lie at one place of its pattern of 2×2. */
export interface RawPlane {
  /** In pixels of the plane. */
  readonly width: number;
  readonly height: number;
  /** Where a pixel of it lies in the mosaic. */
  readonly place: (x: number, y: number) => number;
  /** Linear values, 0 black and 1 white, made anew at each call. */
  readonly linear: () => Promise<Float32Array>;
  readonly curve: SteadyNoise;
}

/** Rows that are done at once: the event loop is not held for longer. */
const rowsAtOnce = 64;

/** The four planes of a frame, row after row of the pattern, with the curve that makes the noise of each steady. */
export async function rawPlanes(frame: RawFrame): Promise<readonly RawPlane[]> {
  const planes: RawPlane[] = [];
  for (const [top, left] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const) {
    const [width, height] = [Math.ceil((frame.width - left) / 2), Math.ceil((frame.height - top) / 2)];
    const place = (x: number, y: number) => (y * 2 + top) * frame.width + x * 2 + left;
    const linear = async () => {
      const values = new Float32Array(width * height);
      const step = 1 / (frame.white - frame.black);
      for (let y = 0, to = 0; y < height; y++) {
        if (y % rowsAtOnce === 0) await turn();
        for (let x = 0; x < width; x++) values[to++] = (frame.mosaic[place(x, y)]! - frame.black) * step;
      }
      return values;
    };
    const image: Image = { width, height, channels: 1, data: await linear() };
    planes.push({ width, height, place, linear, curve: steadyNoise(await estimateCameraNoise(image)) });
  }
  return planes;
}
