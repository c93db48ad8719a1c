import path from 'node:path';
import type { Quality } from './measure-quality.js';
import type { Speed } from './measure-speed.js';

/** What a benchmark measured. */
export interface BenchReport {
  /** The machine, in words. */
  readonly machine: string;
  readonly device: string;
  /** How often a speed was measured, where a picture took less than a minute. */
  readonly rounds: number;
  readonly speed: readonly Speed[];
  readonly quality: readonly Quality[];
}

/** The report with models' names in place of their files' paths, to be kept. */
export function withoutPaths(report: BenchReport): BenchReport {
  const named = <T extends { readonly model: string }>(items: readonly T[]): T[] =>
    items.map((item) => ({ ...item, model: path.basename(item.model, '.onnx') }));
  return { ...report, speed: named(report.speed), quality: named(report.quality) };
}
