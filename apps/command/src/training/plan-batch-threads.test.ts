import { expect, it } from 'vitest';
import { planBatchThreads } from './plan-batch-threads.js';

it.each([
  ['cpu', undefined, 2, 2],
  ['cpu', undefined, 1, 1],
  ['cpu', 1, 16, 1],
  ['cpu', undefined, 16, 8],
  ['webgpu', undefined, 4, 3],
  ['webgpu', undefined, 1, 1],
  ['webgpu', 2, 16, 2],
  ['webgpu', undefined, 16, 8],
] as const)(
  'takes no more cores than it may, and draws while a GPU computes: %s, %s threads, %d cores',
  (device, engineThreads, cores, threads) => {
    expect(planBatchThreads({ device }, engineThreads, cores)).toEqual({ threads, prefetch: device !== 'cpu' });
  },
);
