import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { clip, combineSeeds, createRandom, gaussian, type Image, psnr, quantize } from '@cleargrain/core';
import { writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blurModel } from './testing/blur-model.js';
import { scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

interface Report {
  readonly model: string;
  readonly data: string;
  readonly results: readonly {
    readonly noise: string;
    readonly clipped: boolean;
    readonly psnr: number;
    readonly ssim: number;
    readonly images: readonly { readonly name: string; readonly psnr: number; readonly ssim: number }[];
  }[];
  readonly failed: readonly { readonly input: string; readonly error: string }[];
}

/** The blur of the test's model, computed here: the picture is zero beyond its edges. */
function blurred({ width, height, data, ...rest }: Image): Image {
  const kernel = [1, 2, 1];
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= width || y >= height ? 0 : data[y * width + x]!);
  const result = data.map((_, i) => {
    let sum = 0;
    for (const dy of [-1, 0, 1])
      for (const dx of [-1, 0, 1]) sum += (kernel[dx + 1]! * kernel[dy + 1]! * at((i % width) + dx, Math.floor(i / width) + dy)) / 16;
    return Math.max(0, sum);
  });
  return { ...rest, width, height, data: result };
}

describe('cleargrain evaluate', () => {
  let workspace: Workspace;
  const clean = quantize(scene(48, 40), 8);
  beforeAll(async () => {
    workspace = await createWorkspace();
    await mkdir(workspace.at('set'));
    await mkdir(workspace.at('damaged'));
    await writeImage(workspace.at('set', 'one.png'), clean);
    await writeImage(workspace.at('set', 'two.png'), scene(33, 21));
    await writeImage(workspace.at('damaged', 'good.png'), clean);
    await writeFile(workspace.at('damaged', 'bad.png'), 'hello');
    await writeFile(workspace.at('blur.onnx'), blurModel(1));
  });
  afterAll(() => workspace.remove());
  const evaluate = async (...rest: string[]) => {
    const { code, stdout, stderr } = await workspace.runHere([
      'evaluate',
      '--model',
      'blur.onnx',
      '--json',
      '--noise',
      'gaussian:25,50',
      ...rest,
    ]);
    return { code, stderr, report: JSON.parse(stdout) as Report };
  };

  it('gives the figures of the protocol: float noise unless clipped, the output rounded, means over the pictures', async () => {
    const { code, stderr, report } = await evaluate('--data', 'set', '--clip', '--seed', '3');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(report).toMatchObject({ model: 'blur.onnx', data: 'set', failed: [] });
    expect(report.results.map(({ noise, clipped }) => [noise, clipped])).toEqual([
      ['gaussian:25', false],
      ['gaussian:50', false],
      ['gaussian:25', true],
      ['gaussian:50', true],
    ]);
    for (const result of report.results) {
      expect(result.images.map(({ name }) => name)).toEqual(['one.png', 'two.png']);
      expect(result.psnr).toBeCloseTo((result.images[0]!.psnr + result.images[1]!.psnr) / 2, 9);
      expect(result.ssim).toBeCloseTo((result.images[0]!.ssim + result.images[1]!.ssim) / 2, 9);
    }
    const noise = gaussian(50).apply(clean, createRandom(combineSeeds(3, 0)));
    const expected = [noise, clip(noise)].map((noisy) => psnr(clean, quantize(blurred(noisy), 8)));
    expect(report.results[1]!.images[0]!.psnr).toBeCloseTo(expected[0]!, 2);
    expect(report.results[3]!.images[0]!.psnr).toBeCloseTo(expected[1]!, 2);
  });

  it('gives the same figures again, and others from another seed', async () => {
    const [one, two, other] = [
      await evaluate('--data', 'set'),
      await evaluate('--data', 'set'),
      await evaluate('--data', 'set', '--seed', '1'),
    ];
    expect(two.report).toEqual(one.report);
    expect(other.report.results[0]!.psnr).not.toBe(one.report.results[0]!.psnr);
  });

  it('measures the rest when a picture cannot be read, names it and fails; a card is then not written', async () => {
    const { code, stderr, report } = await evaluate('--data', 'damaged');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cleargrain: damaged\/bad\.png: not a picture[^\n]*\n$/);
    expect(report.failed).toMatchObject([{ input: 'damaged/bad.png' }]);
    expect(report.results[0]!.images.map(({ name }) => name)).toEqual(['good.png']);
    const card = await workspace.runHere(['evaluate', '--model', 'blur.onnx', '--data', 'damaged', '--noise', 'gaussian:25', '--card']);
    expect(card.code).toBe(2);
    expect(await workspace.files()).not.toContain('blur.md');
  });

  it.each([
    ['json', '{ "network": { "architecture": "plain" } }'],
    ['md', 'My notes'],
  ])('leaves a file alone that lies where the card would: %s', async (extension, text) => {
    await writeFile(workspace.at('mine.onnx'), blurModel(1));
    await writeFile(workspace.at(`mine.${extension}`), text);
    const args = ['evaluate', '--model', './mine.onnx', '--data', 'set', '--noise', 'gaussian:25', '--card'];
    const { code, stderr } = await workspace.runHere(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^cleargrain: \\./mine\\.${extension}: expected .*; it is left as it is\n$`));
    expect(await readFile(workspace.at(`mine.${extension}`), 'utf8')).toBe(text);
    await rm(workspace.at(`mine.${extension}`));
  });

  it('writes a card with what it measured beside the model', async () => {
    const args = ['evaluate', '--model', './blur.onnx', '--data', 'set', '--noise', 'gaussian:25', '--card', '--json'];
    const { code, stdout } = await workspace.runHere(args);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Report;
    const card = await readFile(workspace.at('blur.md'), 'utf8');
    expect(card).toMatch(/\| parameters \| 20 \|/);
    expect(card).toContain(`| set (2) | gaussian:25 | float | ${report.results[0]!.psnr.toFixed(2)} |`);
    const figures = JSON.parse(await readFile(workspace.at('blur.json'), 'utf8')) as Report;
    expect(figures.results).toEqual(report.results);
  });
});
