import { type CameraNoiseEstimate, estimateCameraNoise, estimateNoise } from '@cleargrain/core';
import { decodePictures, expandInputs, type Picture } from '@cleargrain/node';
import { runBatch } from '../batch/run-batch.js';

export interface EstimateCommandOptions {
  readonly camera?: boolean;
  readonly json?: boolean;
}

interface Estimate {
  readonly sigma: number;
  readonly camera?: CameraNoiseEstimate | undefined;
}

const show = ({ sigma, camera }: Estimate): string =>
  `σ ${sigma.toFixed(2)}${camera ? `  camera a ${camera.a.toPrecision(3)} b ${camera.b.toPrecision(3)}` : ''}`;

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
      const pages = await decodePictures(file);
      signal.throwIfAborted();
      const estimate = async (page: Picture) => ({
        sigma: (await estimateNoise(page)).sigma,
        ...(options.camera && { camera: await estimateCameraNoise(page) }),
      });
      const found = await Promise.all(pages.map(estimate));
      if (found.length === 1) return { input: file, ...found[0]!, pages: undefined };
      return { input: file, sigma: found.reduce((sum, { sigma }) => sum + sigma, 0) / found.length, pages: found };
    },
    describe: ({ input, pages, ...found }) => `${input}  ${(pages ?? [found]).map(show).join(', ')}`,
  });
}
