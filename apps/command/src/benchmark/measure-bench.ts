import os from 'node:os';
import type { NoiseModel } from '@cleargrain/core';
import type { DeviceChoice } from '@cleargrain/node';
import type { TestSet } from '../evaluation/open-set.js';
import type { BenchReport } from './bench-report.js';
import { keepSpeeds } from './keep-speeds.js';
import { measureQuality } from './measure-quality.js';
import { measureSpeed } from './measure-speed.js';

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
  /** A report whose speeds stand in place of measuring them. */
  readonly kept: BenchReport | undefined;
  readonly signal: AbortSignal;
  /** Hears what is measured next. */
  readonly onStep?: (text: string) => void;
}

/**
 * Speeds, and the quality on a set.
 * @throws UsageError that names a model whose speed the kept report lacks; the signal's reason when stopped.
 */
export async function measureBench(options: BenchOptions): Promise<BenchReport> {
  const { kept, peers, set } = options;
  const { machine, device, rounds } = kept ?? {
    machine: `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.availableParallelism()} cores`,
    ...options,
  };
  const speed = kept === undefined ? await measureSpeed(options) : keepSpeeds(kept, options.models);
  const quality = set === undefined ? [] : await measureQuality({ ...options, set });
  return { machine, device, rounds, peers, speed, quality };
}
