import { estimateCameraNoise, estimateNoise } from '@cleargrain/core';
import { decodePicture, expandInputs } from '@cleargrain/node';
import { runBatch } from '../batch/run-batch.js';

export interface EstimateCommandOptions {
  readonly camera?: boolean;
  readonly json?: boolean;
}

/** Estimates noise as the command line says; returns the exit code. */
export async function runEstimate(inputs: readonly string[], options: EstimateCommandOptions, signal: AbortSignal): Promise<number> {
  const { files, failed } = await expandInputs(inputs);
  return runBatch({
    files,
    failed,
    nameOf: ({ file }) => file,
    signal,
    json: options.json,
    async work({ file }) {
      const picture = await decodePicture(file);
      signal.throwIfAborted();
      const { sigma } = await estimateNoise(picture);
      return { input: file, sigma, ...(options.camera ? { camera: await estimateCameraNoise(picture) } : {}) };
    },
    describe: ({ input, sigma, camera }) =>
      `${input}  ${sigma.toFixed(2)}${camera ? `  camera a ${camera.a.toPrecision(3)} b ${camera.b.toPrecision(3)}` : ''}`,
  });
}
