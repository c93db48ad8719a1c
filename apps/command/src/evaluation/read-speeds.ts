import { access } from 'node:fs/promises';
import path from 'node:path';
import { modelsFolder } from '@cleargrain/node';
import type { BenchReport } from '../benchmark/bench-report.js';
import { readBenchReport } from '../benchmark/read-bench-report.js';

/** What `cleargrain bench --save` wrote in this project's bench/results/models.json, if it is there. */
export async function readSpeeds(): Promise<BenchReport | undefined> {
  const file = path.join(modelsFolder(), '..', 'bench', 'results', 'models.json');
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  return isThere ? readBenchReport(file) : undefined;
}
