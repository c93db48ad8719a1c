import { type Image, type NetworkConfig, psnr, readModel, unflatten, writeModel } from '@cleargrain/core';
import type { Checkpoint } from '../checkpoint.js';
import { denoiseToBytes } from './denoise-to-bytes.js';
import type { ExperimentOptions } from './experiment-options.js';

/** What shows a picture as the network of a checkpoint makes it. */
export function createPreviewer(
  { engine, signal, onPreview }: ExperimentOptions,
  network: NetworkConfig,
  { clean, noisy }: { readonly clean: Image; readonly noisy: Image },
): (checkpoint: Checkpoint) => Promise<void> {
  return async ({ step, state }) => {
    if (signal?.aborted) return;
    const bytes = writeModel({ network, parameters: unflatten(network, state.average), weights: 'float32' });
    const session = await engine.load(bytes);
    try {
      const denoised = await denoiseToBytes(noisy, readModel('preview', bytes)!, session, signal);
      await onPreview?.({ step, denoised, psnr: psnr(denoised, clean) });
    } finally {
      await session.close();
    }
  };
}
