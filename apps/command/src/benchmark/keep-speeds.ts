import { UsageError } from '@cleargrain/node';
import { type BenchReport, benchName } from './bench-report.js';
import type { Speed } from './measure-speed.js';

/**
 * The speeds of a kept report for models named as the command line names them, in the report's order.
 * @throws UsageError that names a model whose speed the report lacks.
 */
export function keepSpeeds({ speed: kept }: BenchReport, models: readonly string[]): Speed[] {
  const named = new Map(models.map((model) => [benchName(model), model]));
  for (const name of named.keys()) {
    if (!kept.some(({ model }) => model === name))
      throw new UsageError(`--kept: expected a speed of ${name} in the file; measure it without --kept`);
  }
  return kept.flatMap((speed) => {
    const model = named.get(speed.model);
    return model === undefined ? [] : [{ ...speed, model }];
  });
}
