import type { Model } from '@cleargrain/core';
import { modelFacts } from '../evaluation/model-facts.js';
import type { SetResult } from '../evaluation/set-result.js';
import { showResults } from '../evaluation/show-results.js';
import { trainingRuns } from '../evaluation/training-runs.js';
import { showDuration } from '../terminal/show-duration.js';
import { showTable } from '../terminal/show-table.js';

/** A model on one screen: what it is, its figures, and a line for each run that made it. */
export function summariseModel(model: Model, results: readonly SetResult[]): string {
  const runs = trainingRuns(model.training).map(({ steps, hours, machine, data, before, teacher }, index) => {
    const from = before ? `the weights of run ${index}` : 'random weights';
    return `${index + 1}. ${steps.toLocaleString('en')} steps from ${from}, ${showDuration(hours * 3600)} on ${machine}; ${data}${teacher ? `, and the answers of ${teacher.name}` : ''}\n`;
  });
  return [
    showTable([model.name, ''], modelFacts(model, { ships: true })),
    ...(results.length > 0 ? [showResults(results)] : []),
    ...(runs.length > 0 ? [`Training\n${runs.join('')}`] : []),
    `The rest of its card: cleargrain models show ${model.name} --full\n`,
  ].join('\n');
}
