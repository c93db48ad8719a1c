import type { Checkpoint } from '../checkpoint.js';
import type { Photograph } from '../data/photograph.js';
import type { Recipe } from '../recipe.js';
import { type TrainOptions, train } from '../train.js';

/** A photograph of soft waves, something that a small network can learn. */
export function waves(name: string, width = 40, height = 32, channels: 1 | 3 = 1): Photograph {
  const samples = Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const [x, y] = [Math.floor(i / channels) % width, Math.floor(i / channels / width)];
    return Math.round(128 + 60 * Math.sin(x / 5 + name.length) + 60 * Math.cos(y / 7));
  });
  return { name, width, height, channels, samples };
}

/** A run of seconds, in two phases of 20 steps. */
export const tinyRecipe: Recipe = {
  network: { architecture: 'flat', channels: 1, width: 4, blocks: 1 },
  steps: 40,
  seed: 3,
  phases: [
    { until: 0.5, batch: 4, crop: 16, loss: 'l1' },
    { until: 1, batch: 2, crop: 32, loss: 'mse' },
  ],
  noise: [{ kind: 'gaussian', ranges: [[20, 30]] }],
  learningRate: { peak: 0.01, final: 1e-4, warmup: 4 },
  optimiser: 'adamw',
  weightDecay: 0,
  gradientLimit: 1,
  averageDecay: 0.9,
  validation: { every: 10, sigma: 25 },
};

/** Trains, aborts after `steps` steps, and gives the checkpoint that was left. */
export async function trainUntil(steps: number, options: TrainOptions): Promise<Checkpoint> {
  const controller = new AbortController();
  let left: Checkpoint | undefined;
  const running = train({
    ...options,
    signal: controller.signal,
    onProgress: ({ step }) => {
      if (step === steps) controller.abort();
    },
    onCheckpoint: (checkpoint) => {
      left = checkpoint;
    },
  });
  await running.catch((error: unknown) => {
    if (error !== controller.signal.reason) throw error;
  });
  if (!left) throw new Error('expected a checkpoint at the abort, received none');
  return left;
}
