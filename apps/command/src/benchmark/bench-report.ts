import path from 'node:path';
import type { Quality } from './measure-quality.js';
import type { Speed } from './measure-speed.js';

/** What a benchmark measured. */
export interface BenchReport {
  /** The machine of the speeds, in words. */
  readonly machine: string;
  readonly device: string;
  /** How often a speed was measured, where a picture took less than a minute. */
  readonly rounds: number;
  /** Which of the models are others'. */
  readonly peers: readonly string[];
  readonly speed: readonly Speed[];
  readonly quality: readonly Quality[];
}

/** A model as a kept report names it: its file's name without the folder and `.onnx`. */
export function benchName(model: string): string {
  return path.basename(model, '.onnx');
}

/** The report with models' names in place of their files' paths, to be kept. */
export function withoutPaths(report: BenchReport): BenchReport {
  const named = <T extends { readonly model: string }>(items: readonly T[]): T[] =>
    items.map((item) => ({ ...item, model: benchName(item.model) }));
  return { ...report, peers: report.peers.map(benchName), speed: named(report.speed), quality: named(report.quality) };
}
