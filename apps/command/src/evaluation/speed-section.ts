import type { BenchReport } from '../benchmark/bench-report.js';
import { markdownTable } from '../terminal/markdown-table.js';

/** How fast a model is beside the others that were measured in the same run: sections of its card, none where it was not measured. */
export function speedSection(name: string, report: BenchReport | undefined): string[] {
  if (!report?.speed.some(({ model }) => model === name)) return [];
  const sizes = [...new Set(report.speed.map(({ megapixels }) => megapixels))];
  const models = [...new Set(report.speed.map(({ model }) => model))];
  const speedOf = (model: string, size: number) => report.speed.find((speed) => speed.model === model && speed.megapixels === size);
  const rows = models.map((model) => [
    model === name ? `**${model}**` : model,
    ...sizes.map((size) => speedOf(model, size)?.millisecondsPerMegapixel.toFixed(0) ?? '–'),
  ]);
  const rounds = `median of ${report.rounds}${report.speed.some((speed) => speed.rounds < report.rounds) ? ', one run where it takes over a minute' : ''}`;
  return [
    '## Speed\n',
    `Milliseconds per megapixel on ${report.machine}; ${report.device}, ${rounds}, all in turns (\`cleargrain bench\`).\n`,
    markdownTable(['model', ...sizes.map((size) => `${Number(size.toFixed(1))} MP`)], rows),
  ];
}
