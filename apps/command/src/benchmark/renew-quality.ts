import { UsageError } from '@cleargrain/node';
import { type BenchReport, benchName } from './bench-report.js';
import type { Quality } from './measure-quality.js';

/** What is to be measured anew. */
export interface Renewal {
  /** Models as the command line names them. */
  readonly models: readonly string[];
  /** The set's name. */
  readonly data: string;
  /** The noise's name. */
  readonly noise: string;
}

/**
 * Refuses a renewal that would stand beside figures that are none of its kind.
 * @throws UsageError when the report lacks a model's speed, or holds the quality of another model on another set or noise.
 */
export function expectRenewable({ speed, quality }: BenchReport, { models, data, noise }: Renewal): void {
  const names = new Set(models.map(benchName));
  for (const name of names) {
    if (!speed.some(({ model }) => model === name))
      throw new UsageError(`--kept: expected a speed of ${name} in the file; measure it without --kept`);
  }
  const other = quality.find((kept) => !names.has(kept.model) && (kept.data !== data || kept.noise !== noise));
  if (other !== undefined)
    throw new UsageError(
      `--kept: expected ${other.data} and ${other.noise}, on which ${other.model} was measured, received ${data} and ${noise}`,
    );
}

/** A kept report with new quality of some models; the others, and all speeds, stay as they are. */
export function renewQuality(kept: BenchReport, measured: readonly Quality[]): BenchReport {
  const anew = new Map(measured.map((quality) => [benchName(quality.model), { ...quality, model: benchName(quality.model) }]));
  const all = new Map([...kept.quality.map((quality) => [quality.model, quality] as const), ...anew]);
  return { ...kept, quality: [...all.values()] };
}
