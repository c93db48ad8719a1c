import { evaluate, loadGraphs, type NoiseModel } from '@cleargrain/core';
import { createEngine, type DeviceChoice, findModel, openModel } from '@cleargrain/node';
import type { TestSet } from '../evaluation/open-set.js';
import { showProgress } from '../terminal/show-progress.js';

/** How good a model is on a set: means over its pictures. */
export interface Quality {
  readonly model: string;
  readonly data: string;
  readonly noise: string;
  readonly psnr: number;
  readonly ssim: number;
}

export interface QualityOptions {
  readonly models: readonly string[];
  readonly set: TestSet;
  readonly noise: NoiseModel;
  readonly device: DeviceChoice;
  readonly signal: AbortSignal;
  /** Hears how far it is. */
  readonly onStep?: (text: string) => void;
}

/** Evaluates models on one set with the same noise, on the papers' protocol. */
export async function measureQuality({ models, set, noise, device, signal, onStep }: QualityOptions): Promise<Quality[]> {
  const engine = await createEngine({ device });
  try {
    const qualities: Quality[] = [];
    for (const named of models) {
      const { name, bytes } = await findModel(named);
      const model = await openModel(name, bytes, engine);
      const session = await loadGraphs(model, engine).floats();
      try {
        const { results } = await evaluate(set.images, [noise], model, session, {
          signal,
          onProgress: (progress) => onStep?.(`${named}  ${set.name}  ${showProgress(progress)}`),
        });
        const [{ psnr, ssim }] = results as [(typeof results)[number]];
        qualities.push({ model: named, data: set.name, noise: noise.name, psnr, ssim });
      } finally {
        await session.close();
      }
    }
    return qualities;
  } finally {
    await engine.close();
  }
}
