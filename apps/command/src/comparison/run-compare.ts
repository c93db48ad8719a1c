import path from 'node:path';
import { type FigurePanel, type Image, ImageError, layoutFigure, psnr, sharpness, ssim, toGray } from '@cleargrain/core';
import { expandInputs, loadTypeface } from '@cleargrain/node';
import { readWhole } from '../batch/read-whole.js';
import { refuseInputAsOutput } from '../batch/refuse-input-as-output.js';
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
  const { files, failed } = await expandInputs(pictures);
  if (output !== undefined) {
    checkFigureName(output);
    await refuseInputAsOutput([cleanFile, ...files.map(({ file }) => file)], [output]);
  }
  const nameOf = ({ file }: { readonly file: string }) => file;
  const clean = await readWhole(cleanFile).catch((error: unknown) => ({ error }));
  if ('error' in clean) {
    // Without the clean picture there is nothing to measure: it is the input that failed.
    const failure = { input: cleanFile, error: clean.error instanceof Error ? clean.error.message : String(clean.error) };
    return runBatch({ files: [], failed: [failure], nameOf, signal, json, work: async () => undefined, describe: () => '' });
  }
  const panels: FigurePanel[] = [];
  const addPanel = async (file: string, note: string, image: Image) => {
    if (output !== undefined) panels.push(await figurePanel(path.basename(file), note, image));
  };
  await addPanel(cleanFile, 'clean', clean.image);
  return runBatch({
    files,
    failed,
    nameOf,
    signal,
    json,
    async work({ file }) {
      const [truth, image] = alike(clean.image, (await readWhole(file)).image);
      const figures = { psnr: psnr(image, truth), ssim: ssim(image, truth), sharpness: sharpness(image, truth) };
      await addPanel(file, showFigures(figures), image);
      return { input: file, ...figures };
    },
    describe: ({ input, sharpness: kept, ...figures }) => `${input}  ${showFigures(figures)}  sharpness ${kept.toFixed(3)}`,
    summary:
      output === undefined
        ? undefined
        : { name: output, write: async () => writeFigure(output, layoutFigure([panels], { typeface: await loadTypeface() }).svg) },
  });
}
