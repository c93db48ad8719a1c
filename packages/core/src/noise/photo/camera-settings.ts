import type { Random } from '../../random.js';
import { drawJpegSettings, type JpegSettings } from '../jpeg/as-jpeg.js';
import { type ColorMatrix, whiteKeepingMatrix } from './color-matrix.js';
import type { BayerPhase, DemosaicMethod } from './demosaic.js';
import { ToneCurve } from './tone-curve.js';

/** What a camera, and who passed its pictures on, do to noise. */
export interface CameraSettings {
  readonly curve: ToneCurve;
  /** From the camera's colours to the picture's. */
  readonly matrix: ColorMatrix;
  /** White balance: by what red, green and blue are multiplied. */
  readonly gains: readonly [number, number, number];
  /** The part of the variance at mid-grey that light has no part in, 0 to 1. */
  readonly readShare: number;
  /** How colour is filled in; absent for a sensor that sees all colours at each pixel. */
  readonly mosaic?: { readonly phase: BayerPhase; readonly method: DemosaicMethod };
  /** Size of the camera's picture beside that of the result. */
  readonly scale: number;
  /** What happens between camera and resizing, in this order. */
  readonly steps: readonly CameraStep[];
  /** The file at the end. */
  readonly jpeg?: JpegSettings;
}

export type CameraStep =
  /** The camera's own denoising: standard deviations of Gaussian kernels in pixels, for light and colour, and how much colour noise is left. */
  | { readonly kind: 'smooth'; readonly light: number; readonly color: number; readonly colorKept: number }
  /** White noise on samples, as part of the sensor's level. */
  | { readonly kind: 'white'; readonly share: number }
  | { readonly kind: 'jpeg'; readonly jpeg: JpegSettings };

/** Ranges from which settings are drawn evenly, and how often a part is there at all. */
const ranges = { gamma: [1.9, 2.6], contrast: [0, 0.7], red: [1.3, 2.3], blue: [1.2, 2], quality: [60, 98] } as const;
const often = { curve: 0.85, matrix: 0.85, gains: 0.85, smooth: 0.5, white: 0.25, earlyJpeg: 0.3, lastJpeg: 0.6 };
/** How much of one colour a typical camera takes out of another, rows red, green, blue without the diagonal. */
const typicalMatrix = [-0.55, -0.1, -0.2, -0.3, -0.02, -0.5];

/** Draws settings; always the same number of random numbers. */
export function drawCameraSettings(random: Random): CameraSettings {
  const between = ([from, to]: readonly [number, number]) => from + (to - from) * random.uniform();
  const happens = (probability: number) => random.uniform() < probability;
  const curved = happens(often.curve);
  const bent = { gamma: between(ranges.gamma), contrast: between(ranges.contrast) };
  const purity = happens(often.matrix) ? random.uniform() : 0 * random.uniform();
  const matrix = whiteKeepingMatrix(typicalMatrix.map((value) => purity * value * between([0.4, 1.2])));
  const balanced = happens(often.gains);
  const [red, blue] = [between(ranges.red), between(ranges.blue)];
  const readShare = 0.4 * random.uniform() ** 2;
  const kind = random.uniform();
  const phase: BayerPhase = { x: happens(0.5) ? 1 : 0, y: happens(0.5) ? 1 : 0 };
  const place = random.uniform();
  const scale = place < 0.5 ? 1 : place < 0.8 ? between([1, 1.7]) : between([0.5, 1]);
  const smooth: CameraStep = { kind: 'smooth', light: between([0, 0.9]), color: between([0.3, 2.2]), colorKept: between([0.4, 1.2]) };
  const white: CameraStep = { kind: 'white', share: between([0.05, 0.5]) };
  const early: CameraStep = { kind: 'jpeg', jpeg: drawJpegSettings(ranges.quality, random) };
  const present = [happens(often.smooth), happens(often.white), happens(often.earlyJpeg)];
  const steps = [smooth, white, early].filter((_, index) => present[index]);
  // Fisher, Yates.
  for (const i of [2, 1]) {
    const j = random.integer(i + 1);
    if (i < steps.length && j < steps.length) [steps[i], steps[j]] = [steps[j]!, steps[i]!];
  }
  const [lastJpeg, isJpeg] = [drawJpegSettings(ranges.quality, random), happens(often.lastJpeg)];
  return {
    curve: new ToneCurve(curved ? bent : { gamma: 1, contrast: 0 }),
    matrix,
    gains: balanced ? [red, 1, blue] : [1, 1, 1],
    readShare,
    ...(kind >= 0.2 && { mosaic: { phase, method: kind < 0.6 ? 'bilinear' : 'gradient' } as const }),
    scale,
    steps,
    ...(isJpeg && { jpeg: lastJpeg }),
  };
}
