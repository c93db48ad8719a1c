import type { NetworkConfig } from '../networks/network.js';

/** How a model came to be, kept inside its file. */
export interface TrainingRecord {
  /** The recipe as it ran, defaults filled in. */
  readonly recipe: Readonly<Record<string, unknown>>;
  /** Optimisation steps done. */
  readonly steps: number;
  /** Hours of training on `machine`. */
  readonly hours: number;
  /** The machine, in words. */
  readonly machine: string;
  /** Data sets and their licences, in words. */
  readonly data: string;
  /** The record of the model from whose weights the run began; absent for a run from random weights. */
  readonly before?: TrainingRecord;
  /** The model from whose answers the run learnt beside the clean pictures; absent where there was none. */
  readonly teacher?: { readonly name: string; readonly training?: TrainingRecord };
  /** The run's course: mean loss, and PSNR of the validation pictures in dB where there were any. */
  readonly history?: readonly { readonly step: number; readonly loss: number; readonly psnr?: number }[];
}

/** A denoising network in an ONNX file, with what must be known to use it. Ours say it in their metadata; others are probed. */
export interface Model {
  /** What messages and reports call it. */
  readonly name: string;
  /** The ONNX file. */
  readonly bytes: Uint8Array;
  /** Channels of the pictures that it takes: 1 for grey, 3 for colour. */
  readonly channels: 1 | 3;
  /** Name of the input `[1, channels, height, width]`, range [0, 1]. */
  readonly input: string;
  /** Name of the output of the same shape. */
  readonly output: string;
  /** Name of an input `[1]` that wants the noise level (standard deviation on the 0–1 scale), for networks that are told it. */
  readonly sigmaInput?: string;
  /** Width and height must be multiples of this many pixels. */
  readonly alignment: number;
  /** How many pixels to each side can change an output pixel: the halo with which tiles equal the whole frame. */
  readonly reach: number;
  /** A smaller halo, measured to stay within a tenth of a grey level of the whole frame. Absent when it was not measured. */
  readonly visibleReach?: number;
  /** The most floats per pixel that the network holds at one time, where known. */
  readonly floatsPerPixel?: number;
  /** Multiplications of all convolutions per pixel of the picture, where known. */
  readonly multiplicationsPerPixel?: number;
  /** Its number of weights, where the file tells. */
  readonly parameters?: number;
  /** The architecture, for our own models. */
  readonly network?: NetworkConfig;
  /** How it was trained, where the file tells. */
  readonly training?: TrainingRecord;
}
