import path from 'node:path';
import { curveFigure, layoutFigure } from '@cleargrain/core';
import { type FailedInput, loadTypeface, writeFileAtomic, writeImage } from '@cleargrain/node';
import type { ExperimentImage, ExperimentResult } from '@cleargrain/train';
import { figurePanel, showFigures } from '../comparison/figure-panel.js';
import { writeFigure } from '../comparison/write-figure.js';
import { describeResults } from './describe-results.js';
import { pictureFile } from './result-files.js';

export interface ExperimentSettings {
  readonly size: { readonly width: number; readonly height: number };
  readonly gray: boolean;
  readonly sigma: number;
  readonly layers: readonly number[];
  readonly seed: number;
  readonly device: string;
  readonly failed: readonly FailedInput[];
}

// A figure of more rows is no longer looked at; every picture is beside it as a file.
const mostRows = 6;

async function figureRow({ name, heldOut, clean, noisy, denoised, figures }: ExperimentImage) {
  return [
    await figurePanel('Original', `${name}${heldOut ? ', held out' : ', learnt from'}`, clean),
    await figurePanel('Noisy', showFigures(figures.noisy), noisy),
    await figurePanel('Denoised', showFigures(figures.denoised), denoised),
  ];
}

/** Writes everything that an experiment gives into a folder, and returns the results as JSON and as Markdown; results.json, written last, says that all is there. */
export async function writeResults(
  folder: string,
  result: ExperimentResult,
  settings: ExperimentSettings,
  signal: AbortSignal,
): Promise<{ json: string; markdown: string }> {
  const at = (name: string) => path.join(folder, name);
  const write = (name: string, content: string | Uint8Array) => writeFileAtomic(at(name), content, { signal });
  const { images, curve, recipe, epochs, seconds, history } = result;

  // First: the training took the longest, and the disk may be full before all is there.
  await write('model.onnx', result.model);
  for (const { name, clean, noisy, denoised } of images) {
    for (const [version, image] of [
      ['original', clean],
      ['noisy', noisy],
      ['denoised', denoised],
    ] as const) {
      signal.throwIfAborted();
      await writeImage(pictureFile(folder, name, version), image);
    }
  }
  const typeface = await loadTypeface();
  const heldOutFirst = [...images].sort((a, b) => Number(b.heldOut) - Number(a.heldOut)).slice(0, mostRows);
  const rows = await Promise.all(heldOutFirst.map(figureRow));
  await writeFigure(at('figure.png'), layoutFigure(rows, { typeface }).svg, signal);
  const series = [
    { name: 'denoised', points: curve.map(({ sigma, psnr }) => ({ x: sigma, y: psnr })) },
    { name: 'noisy', points: curve.map(({ sigma, noisyPsnr }) => ({ x: sigma, y: noisyPsnr })), dashed: true },
  ];
  const labels = { xLabel: 'noise, standard deviation in grey levels', yLabel: 'PSNR, dB' };
  await writeFigure(
    at('curve.png'),
    curveFigure(series, { typeface, ...labels, title: `PSNR against the noise level, trained at ${settings.sigma}` }),
    signal,
  );
  const { failed, ...shown } = settings;
  const json = JSON.stringify(
    {
      settings: { ...shown, epochs, steps: recipe.steps, trainingSeconds: seconds },
      images: images.map(({ name, heldOut, figures }) => ({ name, heldOut, ...figures })),
      curve,
      history,
      failed,
    },
    null,
    1,
  );
  const markdown = describeResults(result, settings);
  await write('results.md', markdown);
  await write('results.json', `${json}\n`);
  return { json, markdown };
}
