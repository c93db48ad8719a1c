import { writeFile } from 'node:fs/promises';
import { createImage, type DenoiseOptions, type Denoiser, type Image, type Samples, toGray } from '@cleargrain/core';
import { createDenoiser, decodePicture, readImage, writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blurModel } from './testing/blur-model.js';
import { noisy, scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

describe('each control', () => {
  let workspace: Workspace;
  let denoiser: Denoiser;
  const mask: Image = createImage(90, 70, 1);
  beforeAll(async () => {
    workspace = await createWorkspace();
    await writeFile(workspace.at('blur.onnx'), blurModel(3));
    await writeImage(workspace.at('noisy.png'), noisy(scene(90, 70, 3), 25));
    mask.data.forEach((_, i) => {
      mask.data[i] = Math.round(((i % 90) / 89) * 255) / 255;
    });
    await writeImage(workspace.at('mask.png'), mask);
    denoiser = await createDenoiser({ model: workspace.at('blur.onnx'), device: 'cpu' });
  });
  afterAll(async () => {
    await denoiser.close();
    await workspace.remove();
  });
  const samplesOf = async (name: string) => (await decodePicture(workspace.at(name))).samples;
  const byCommand = async (args: readonly string[]) => {
    const { code, stderr } = await workspace.runHere([
      'denoise',
      'noisy.png',
      '-o',
      'command.png',
      '--model',
      'blur.onnx',
      '--device',
      'cpu',
      ...args,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return samplesOf('command.png');
  };
  const byLibrary = async (options: DenoiseOptions) => {
    await writeImage(workspace.at('library.png'), await denoiser.denoise(await readImage(workspace.at('noisy.png')), options));
    return samplesOf('library.png');
  };
  const withMask = async (): Promise<DenoiseOptions> => ({ mask: toGray(await readImage(workspace.at('mask.png'))) });
  const controls: readonly (readonly [
    args: readonly string[],
    options: DenoiseOptions | (() => Promise<DenoiseOptions>),
    acts: boolean,
  ])[] = [
    [['--strength', '0.5'], { strength: 0.5 }, true],
    [['--chroma', '0.3'], { chroma: 0.3 }, true],
    [['--strength', '0.9', '--chroma', '0'], { strength: 0.9, chroma: 0 }, true],
    [['--detail', '0.6'], { detail: 0.6 }, true],
    [['--grain', '0.4'], { grain: 0.4 }, true],
    [['--mask', 'mask.png'], withMask, true],
    // The least that is taken: a small mask leaves a small picture its place.
    [['--mask', 'mask.png', '--memory', '350MB'], withMask, true],
    // A blur is the same in all eight positions.
    [['--best'], { best: true }, false],
    [['--skip-below', '200'], { skipBelow: 200 }, true],
    [['--skip-below', '10', '--sigma', '5'], { skipBelow: 10, sigma: 5 }, true],
    [['--tile', '48', '--full-halo'], { tile: 48, halo: 'full' }, false],
  ];

  it.each(controls)('%j does the same in the library', async (args, options, acts) => {
    const given = typeof options === 'function' ? await options() : options;
    const [command, library, plain] = [await byCommand(args), await byLibrary(given), await byLibrary({})];
    const differences = (a: Samples, b: Samples) => Array.from(a, (value, i) => Math.abs(value - b[i]!));
    // The command may keep samples of 8 bits on their way, and round them in the engine.
    expect(Math.max(...differences(library, command))).toBeLessThanOrEqual(1);
    expect(differences(library, plain).some((difference) => difference > 1)).toBe(acts);
  });
});
