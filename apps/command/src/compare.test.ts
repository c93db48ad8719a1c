import { readFile } from 'node:fs/promises';
import { quantize, toGray } from '@cleargrain/core';
import { decodePicture, writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noisy, scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

describe('cleargrain compare', () => {
  let workspace: Workspace;
  const clean = quantize(scene(80, 60, 3), 8);
  const bad = quantize(noisy(clean, 20), 8);
  const better = quantize(noisy(clean, 5), 8);
  beforeAll(async () => {
    workspace = await createWorkspace();
    await writeImage(workspace.at('clean.png'), clean);
    await writeImage(workspace.at('bad.png'), bad);
    await writeImage(workspace.at('better.png'), better);
    await writeImage(workspace.at('gray.png'), toGray(bad));
    await writeImage(workspace.at('small.png'), scene(20, 20));
  });
  afterAll(() => workspace.remove());

  it('prints PSNR and SSIM as computed from the samples, and draws a figure with all pictures in it', async () => {
    const { code, stdout } = await workspace.runHere(['compare', 'clean.png', 'bad.png', 'better.png', '-o', 'made/figure.svg', '--json']);
    expect(code).toBe(0);
    const squares = clean.data.reduce((sum, value, i) => sum + (255 * (bad.data[i]! - value)) ** 2, 0);
    const truth = 10 * Math.log10(255 ** 2 / (squares / clean.data.length));
    const { images, failed } = JSON.parse(stdout) as { images: { input: string; psnr: number; ssim: number }[]; failed: unknown[] };
    expect(failed).toEqual([]);
    expect(images.map(({ input }) => input)).toEqual(['bad.png', 'better.png']);
    expect(images[0]!.psnr).toBeCloseTo(truth, 3);
    expect(images[1]!.psnr).toBeGreaterThan(images[0]!.psnr + 10);
    expect(images[1]!.ssim).toBeGreaterThan(images[0]!.ssim);
    expect(images[1]!.ssim).toBeLessThan(1);
    const figure = await readFile(workspace.at('made', 'figure.svg'), 'utf8');
    expect(figure.match(/<image /g)).toHaveLength(3);
    expect(figure).toContain(`${images[0]!.psnr.toFixed(2)} dB`);
  });

  it('draws a PNG that is as wide as its panels', async () => {
    expect((await workspace.runHere(['compare', 'clean.png', 'bad.png', '-o', 'figure.png'])).code).toBe(0);
    const { width, height } = await decodePicture(workspace.at('figure.png'));
    expect(width).toBeGreaterThanOrEqual(160);
    expect(height).toBeGreaterThan(60);
  });

  it('compares a grey picture with a colour one as grey, names one of another size, and draws the rest', async () => {
    const { code, stdout, stderr } = await workspace.runHere(['compare', 'clean.png', 'small.png', 'gray.png', '-o', 'rest.svg']);
    expect(code).toBe(1);
    expect(stderr).toBe('cleargrain: small.png: expected 80×60 pixels as the clean picture has, received 20×20\n');
    expect(stdout).toMatch(/^gray\.png {2}\d\d\.\d\d dB · SSIM 0\.\d{3} {2}sharpness \d\.\d{3}\n$/);
    expect((await readFile(workspace.at('rest.svg'), 'utf8')).match(/<image /g)).toHaveLength(2);
  });

  it('fails with one document when the clean picture cannot be read', async () => {
    const { code, stdout } = await workspace.runHere(['compare', 'missing.png', 'bad.png', '-o', 'none.svg', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      images: [],
      failed: [{ input: 'missing.png', error: 'missing.png: no such file or folder' }],
    });
    expect(await workspace.files()).not.toContain('none.svg');
  });
});
