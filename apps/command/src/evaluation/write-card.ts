import type { Model, TrainingRecord } from '@cleargrain/core';
import type { BenchReport } from '../benchmark/bench-report.js';
import { markdownTable } from '../terminal/markdown-table.js';
import { showDuration } from '../terminal/show-duration.js';
import { checkSections } from './check-sections.js';
import { modelFacts } from './model-facts.js';
import type { ModelReport } from './model-report.js';
import type { SetResult } from './set-result.js';
import { speedSection } from './speed-section.js';
import { trainingRuns } from './training-runs.js';

function resultsTable(results: readonly SetResult[]): string {
  const rows = results.map(({ data, noise, clipped, psnr, ssim, images }) => [
    `${data} (${images.length})`,
    noise,
    clipped ? 'clipped to 8 bits' : 'float',
    // JSON keeps the infinite PSNR of equal pictures as null.
    psnr === null ? '–' : psnr.toFixed(2),
    ssim.toFixed(4),
  ]);
  return markdownTable(['set (pictures)', 'noise', 'input', 'PSNR, dB', 'SSIM'], rows);
}

/** The points of the run's record that a reader wants: at most twelve, evenly spread, the last among them. */
function historyTable({ history = [] }: { readonly history?: readonly { step: number; loss: number; psnr?: number }[] }): string {
  if (history.length === 0) return '';
  const every = Math.ceil(history.length / 12);
  const rows = history.filter((_, index) => (history.length - 1 - index) % every === 0);
  return `\n${markdownTable(
    ['step', 'loss', 'validation PSNR, dB'],
    rows.map(({ step, loss, psnr }) => [String(step), loss.toFixed(5), psnr?.toFixed(2) ?? '–']),
  )}`;
}

function teacherRow({ teacher }: TrainingRecord): [string, string][] {
  if (teacher === undefined) return [];
  const data = teacher.training === undefined ? 'data not known' : teacher.training.data;
  return [['teacher', `what ${teacher.name} makes of the noisy pictures (${data})`]];
}

function trainingSections(training: TrainingRecord | undefined): string[] {
  const runs = trainingRuns(training);
  return runs.flatMap((run, index) => [
    runs.length === 1 ? '## Training\n' : `## Training, run ${index + 1} of ${runs.length}\n`,
    markdownTable(
      ['', ''],
      [
        ['begins from', run.before ? `the weights of run ${index}` : 'random weights'],
        ...teacherRow(run),
        ['data', run.data],
        ['steps', run.steps.toLocaleString('en')],
        ['time', `${showDuration(run.hours * 3600)} on ${run.machine}`],
      ],
    ),
    `\nRecipe:\n\n\`\`\`json\n${JSON.stringify(run.recipe, null, 2)}\n\`\`\`\n`,
    historyTable(run),
  ]);
}

/** What is known of the models that ship alone. */
export interface ShippedFacts {
  readonly speeds: BenchReport | undefined;
}

/** A model's card in Markdown: what it is, how it was trained, what it gives. Everything in it comes from the file and from measurement. */
export function writeCard(name: string, model: Model, { results, checks }: ModelReport, shipped?: ShippedFacts): string {
  return [
    `# ${name}\n`,
    markdownTable(['', ''], modelFacts(model, { ships: shipped !== undefined })),
    '## Figures\n',
    'PSNR and SSIM by `cleargrain evaluate`: seeded noise, mean over the pictures, output rounded to 8 bits. The network is told nothing of the noise.\n',
    resultsTable(results),
    ...checkSections(results, checks, shipped !== undefined),
    ...speedSection(name, shipped?.speeds),
    ...trainingSections(model.training),
  ].join('\n');
}
