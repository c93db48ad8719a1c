import { availableParallelism } from 'node:os';
import type { Engine } from '@cleargrain/core';
import type { BatchThreadsOptions } from './batch-threads.js';

/** Each of them is a JavaScript engine of its own, of some 10 MB; a GPU takes no more batches than so many draw. */
const mostThreads = 8;

/**
 * Threads for an engine of so many threads: as many, between its steps, where it computes on the processor, so that both together take no more than it may; for a
 * GPU one less than there are cores, while it computes.
 */
export function planBatchThreads(
  { device }: Pick<Engine, 'device'>,
  engineThreads?: number,
  cores = availableParallelism(),
): BatchThreadsOptions {
  const prefetch = device !== 'cpu';
  const threads = prefetch ? Math.min(engineThreads ?? cores, cores - 1) : (engineThreads ?? cores);
  return { threads: Math.min(Math.max(threads, 1), mostThreads), prefetch };
}
