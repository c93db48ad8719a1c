import { readFile, writeFile } from 'node:fs/promises';
import { createRandom, Picture } from '@cleargrain/core';
import { decodePictures, encodePictures } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeDicom } from '../../../packages/node/src/codec/testing/make-dicom.js';
import { makeRaw } from '../../../packages/node/src/codec/testing/make-raw.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

vi.setConfig({ testTimeout: 300_000 });

describe('cleargrain denoise, of files that hold more than a picture', () => {
  let workspace: Workspace;
  const random = createRandom(3);
  /** Noise about grey; its spread tells whether a page was denoised. */
  const page = (width: number, height: number, channels: 1 | 3, depth: 8 | 16 | 32) => {
    const picture = Picture.create({ width, height, channels, depth, origin: { format: 'tiff', depth, metadata: {} } });
    const white = depth === 32 ? 1 : 2 ** depth - 1;
    for (let i = 0; i < picture.samples.length; i++) picture.samples[i] = (0.5 + 0.05 * random.normal()) * white;
    return picture;
  };
  const spread = ({ samples, depth }: Picture) => {
    const white = depth === 32 ? 1 : 2 ** depth - 1;
    const values = Float64Array.from(samples, (sample) => sample / white);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  };

  beforeAll(async () => {
    workspace = await createWorkspace();
  });
  afterAll(() => workspace.remove());
  const denoise = (...args: string[]) => workspace.runHere(['denoise', ...args, '--model', 'gray-xs', '--device', 'cpu', '--json']);

  it('denoises every page of a TIFF, each in its size and depth', async () => {
    const pages = [page(64, 48, 3, 8), page(40, 60, 1, 16), page(33, 31, 1, 32)];
    await writeFile(workspace.at('pages.tif'), await encodePictures(pages));
    const { code, stdout, stderr } = await denoise('pages.tif', '-o', 'out.tif');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ images: [{ width: 64, height: 48, pages: 3 }], failed: [] });
    const results = await decodePictures(workspace.at('out.tif'));
    expect(results.map(({ width, height, channels, depth }) => [width, height, channels, depth])).toEqual([
      [64, 48, 3, 8],
      [40, 60, 1, 16],
      [33, 31, 1, 32],
    ]);
    for (const [i, result] of results.entries()) expect(spread(result)).toBeLessThan(spread(pages[i]!) / 2);
  });

  it('refuses several pages for a format of one, in one line, and writes nothing', async () => {
    const { code, stdout } = await denoise('pages.tif', '-o', 'one.png');
    expect(code).toBe(1);
    const { failed } = JSON.parse(stdout) as { failed: { error: string }[] };
    expect(failed[0]!.error).toBe('pages.tif: cannot be written as png: 3 pages, expected an output of TIFF');
    expect(await workspace.files()).not.toContain('one.png');
  });

  it('gives a DICOM file back as a DICOM file, in place too', async () => {
    const values = Array.from({ length: 64 * 48 }, () => Math.round(1000 + 50 * random.normal()));
    await writeFile(workspace.at('scan.dcm'), makeDicom({ width: 64, height: 48, pixels: values }));
    const [before] = await decodePictures(workspace.at('scan.dcm'));
    const { code } = await denoise('scan.dcm', '--in-place');
    expect(code).toBe(0);
    expect((await readFile(workspace.at('scan.dcm'))).toString('latin1')).toContain('Nobody^At^All');
    const [after] = await decodePictures(workspace.at('scan.dcm'));
    // The range that is 0 to 1 shrinks with the noise.
    expect(after!.samples).not.toEqual(before!.samples);
  });

  it("denoises a camera's raw file into a DNG file beside others of a folder, and says the size of the whole", async () => {
    await writeFile(workspace.at('shot.nef'), makeRaw({ width: 96, height: 64, a: 0.01, b: 0.001 }));
    const { code, stdout, stderr } = await denoise('shot.nef', '-o', 'raws/');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ images: [{ width: 96, height: 64, pages: 4 }], failed: [] });
    expect(await workspace.files('raws')).toEqual(['shot.dng']);
    expect(await decodePictures(workspace.at('raws', 'shot.dng'))).toHaveLength(4);
  });
});
