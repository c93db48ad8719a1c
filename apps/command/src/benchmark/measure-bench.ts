import os from 'node:os';
import type { NoiseModel } from '@cleargrain/core';
import type { DeviceChoice } from '@cleargrain/node';
import type { TestSet } from '../evaluation/open-set.js';
import type { BenchReport } from './bench-report.js';
import { measureQuality } from './measure-quality.js';
import { measureSpeed } from './measure-speed.js';
import { expectRenewable, renewQuality } from './renew-quality.js';

/** What a benchmark measures, and how. */
export interface BenchOptions {
  /** Our models and the peers, as the command line names them. */
  readonly models: readonly string[];
  readonly peers: readonly string[];
  readonly megapixels: readonly number[];
  readonly rounds: number;
  /** The clean pictures of the quality; without them it is not measured. */
  readonly set: TestSet | undefined;
  readonly noise: NoiseModel;
  readonly device: DeviceChoice;
  /** A report of which nothing is measured anew but the quality of these models on the set. */
  readonly kept: BenchReport | undefined;
  readonly signal: AbortSignal;
  /** Hears what is measured next. */
  readonly onStep?: (text: string) => void;
}

/**
 * Speeds, and the quality on a set.
 * @throws UsageError when a report was kept beside whose figures the new ones have no place; the signal's reason when stopped.
 */
export async function measureBench(options: BenchOptions): Promise<BenchReport> {
  const { kept, models, peers, rounds, set, noise, device } = options;
  if (kept && set) expectRenewable(kept, { models, data: set.name, noise: noise.name });
  const speed = kept === undefined ? await measureSpeed(options) : kept.speed;
  const quality = set === undefined ? [] : await measureQuality({ ...options, set });
  if (kept) return renewQuality(kept, quality);
  const machine = `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.availableParallelism()} cores`;
  return { machine, device, rounds, peers, speed, quality };
}
