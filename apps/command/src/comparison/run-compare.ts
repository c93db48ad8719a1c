import path from 'node:path';
import { type FigurePanel, type Image, ImageError, layoutFigure, psnr, sharpness, ssim, toGray } from '@cleargrain/core';
import { expandInputs, loadTypeface, UsageError } from '@cleargrain/node';
import { readWhole } from '../batch/read-whole.js';
import { runBatch } from '../batch/run-batch.js';
import { figurePanel, showFigures } from './figure-panel.js';
import { checkFigureName, writeFigure } from './write-figure.js';

export interface CompareCommandOptions {
  readonly output?: string;
  readonly json?: boolean;
}

/** Both pictures in the same channels: a grey one and a colour one are compared as grey. */
function alike(clean: Image, image: Image): readonly [Image, Image] {
  if (clean.width !== image.width || clean.height !== image.height) {
    throw new ImageError(
      `expected ${clean.width}×${clean.height} pixels as the clean picture has, received ${image.width}×${image.height}`,
    );
  }
  return clean.channels === image.channels ? [clean, image] : [toGray(clean), toGray(image)];
}

/** Compares as the command line says; returns the exit code. */
export async function runCompare(
  cleanFile: string,
  pictures: readonly string[],
  { output, json }: CompareCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  if (output !== undefined) {
    checkFigureName(output);
    const inputs = [cleanFile, ...pictures].map((file) => path.resolve(file));
    if (inputs.includes(path.resolve(output))) throw new UsageError(`${output} would overwrite an input: expected another --output`);
  }
  const { files, failed } = await expandInputs(pictures);
  const { image: clean } = await readWhole(cleanFile);
  const panels: FigurePanel[] = [];
  if (output !== undefined) panels.push(await figurePanel(path.basename(cleanFile), 'clean', clean));
  const exitCode = await runBatch({
    files,
    failed,
    nameOf: ({ file }) => file,
    signal,
    json,
    async work({ file }) {
      const [truth, image] = alike(clean, (await readWhole(file)).image);
      const figures = { psnr: psnr(image, truth), ssim: ssim(image, truth), sharpness: sharpness(image, truth) };
      if (output !== undefined) panels.push(await figurePanel(path.basename(file), showFigures(figures), image));
      return { input: file, ...figures };
    },
    describe: ({ input, sharpness: kept, ...figures }) => `${input}  ${showFigures(figures)}  sharpness ${kept.toFixed(3)}`,
  });
  if (output !== undefined) await writeFigure(output, layoutFigure([panels], { typeface: await loadTypeface() }).svg);
  return exitCode;
}
