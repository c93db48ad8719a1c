import { assembleDenoiser, type Denoiser, type Engine, type SampleDepth } from '@cleargrain/core';
import { createEngine } from '../engine/create-engine.js';
import type { DeviceChoice } from '../engine/device-choice.js';
import { findModel } from './find-model.js';
import { shippedModels } from './shipped-models.js';

/** What denoises, and on what; every option may be left out. */
export interface DenoiserOptions {
  /**
   * 'auto' takes for each picture the model that ships for its kind (`chooseModel`); else the name of one that ships, the path of an ONNX
   * file, or its bytes. Default 'auto'.
   */
  readonly model?: string | Uint8Array;
  /** What computes, as `createEngine` takes it. Default 'auto'. */
  readonly device?: DeviceChoice;
  /**
   * Bits a sample of the pictures to come, 8, 16 or 32 (floats, as `denoise` takes them): what a named model is made ready for. Others are denoised
   * as well, the first a little later. Default 32.
   */
  readonly depth?: SampleDepth;
  /** An engine that runs already; the denoiser does not close it. Default: one of its own, on `device`. */
  readonly engine?: Engine;
}

/**
 * Starts a denoiser. A model that is named is loaded at once; 'auto' loads models as pictures want them.
 * @throws RangeError when no model has the name; ModelError when the model cannot be used; what `createEngine` throws.
 */
export async function createDenoiser(options: DenoiserOptions = {}): Promise<Denoiser> {
  const wanted = options.model ?? 'auto';
  const file =
    typeof wanted === 'string' ? (wanted === 'auto' ? undefined : await findModel(wanted, ['auto'])) : { name: 'model', bytes: wanted };
  return assembleDenoiser({
    engine: options.engine ?? (await createEngine({ device: options.device })),
    ownsEngine: options.engine === undefined,
    file,
    ...(options.depth && { depth: options.depth }),
    shelf: { names: shippedModels, read: async (name) => (await findModel(name)).bytes },
  });
}
