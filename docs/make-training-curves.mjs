// Draws validation PSNR against hours of training for the models of docs/findings.md, from the records inside their files: `node docs/make-training-curves.mjs`,
// after they have changed.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { curveFigure, readModel } from '@cleargrain/core';
import { findModel, loadTypeface } from '@cleargrain/node';
import { pixelsOfSteps } from '@cleargrain/train';

const root = fileURLToPath(new URL('..', import.meta.url));
const sigma = 25;

const recordOf = async (name) => readModel(name, (await findModel(name)).bytes).training;

/** The runs that a model came to be by, the first one first. */
const runsOf = (record) => (record ? [...runsOf(record.before), record] : []);

/** The runs of a model that are shown, in its channels and on the noise that is shown, each at the hours of all runs before it and its own. */
async function curvesOf(name) {
  let hours = 0;
  const curves = runsOf(await recordOf(name)).map((run) => {
    const began = hours;
    hours += run.hours;
    const hoursBy = (step) => (run.hours * pixelsOfSteps(run.recipe, 0, step)) / pixelsOfSteps(run.recipe, 0, run.steps);
    const points = run.history.map(({ step, psnr }) => ({ x: began + hoursBy(step), y: psnr ?? Number.NaN }));
    return { run, points };
  });
  const { channels } = curves.at(-1).run.recipe.network;
  return curves.filter(({ run: { recipe } }) => {
    return recipe.network.channels === channels && recipe.validation.sigma === sigma && recipe.validation.noise === undefined;
  });
}

/** Curves of several models of the same channels; a run that two of them share is the first one's. */
async function draw(file, title, names) {
  const seen = new Set();
  const curves = await Promise.all(names.map(curvesOf));
  const series = names.flatMap((name, place) => {
    const own = curves[place].filter(({ points }) => !seen.has(JSON.stringify(points)));
    for (const { points } of own) seen.add(JSON.stringify(points));
    return own.map(({ points }, index) => ({ name: own.length === 1 ? name : `${name}, run ${index + 1}`, points, markers: false }));
  });
  const xLabel = 'hours of training, those of the models it began from included';
  writeFileSync(path.join(root, 'docs', 'images', file), `${curveFigure(series, { typeface, title, xLabel, yLabel: 'PSNR, dB' })}\n`);
}

const typeface = await loadTypeface();
await draw('training-color.svg', `Validation, colour, gaussian:${sigma}`, ['color-s', 'color-m']);
await draw('training-gray.svg', `Validation, grey, gaussian:${sigma}`, ['gray-s', 'gray-m']);
