import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { decodePicture, writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

interface Results {
  readonly images: readonly {
    readonly name: string;
    readonly heldOut: boolean;
    readonly noisy: { readonly psnr: number; readonly ssim: number };
    readonly denoised: { readonly psnr: number; readonly ssim: number };
  }[];
  readonly curve: readonly { readonly sigma: number; readonly psnr: number }[];
  readonly failed: readonly { readonly input: string }[];
}

describe('cleargrain experiment', () => {
  let workspace: Workspace;
  const options = ['--size', '64x48', '--layers', '4', '--epochs', '250'];
  beforeAll(async () => {
    workspace = await createWorkspace();
    await mkdir(workspace.at('in'));
    await writeImage(workspace.at('in', 'first.png'), scene(90, 70, 3));
    await writeImage(workspace.at('in', 'second.jpg'), scene(64, 48));
    await writeFile(workspace.at('in', 'broken.png'), 'hello');
    await writeImage(workspace.at('figure.png'), scene(64, 48));
  });
  afterAll(() => workspace.remove());

  it('does the whole exercise: figures, pictures, a table and a model that denoises, and holds a picture out', async () => {
    const run = await workspace.runHere(['experiment', 'in/first.png', 'in/second.jpg', '-o', 'lesson', '--gaussian', '30', ...options]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const versions = (name: string) => ['denoised', 'noisy', 'original'].map((version) => `${name}-${version}.png`);
    const whole = ['curve.png', 'figure.png', 'model.onnx', 'results.json', 'results.md'];
    expect(await workspace.files('lesson')).toEqual([...whole, ...versions('first'), ...versions('second')].sort());

    const results = JSON.parse(await readFile(workspace.at('lesson', 'results.json'), 'utf8')) as Results;
    expect(results.images.map(({ name, heldOut }) => [name, heldOut])).toEqual([
      ['first', false],
      ['second', true],
    ]);
    for (const { noisy, denoised } of results.images) {
      expect(Math.abs(noisy.psnr - 20 * Math.log10(255 / 30))).toBeLessThan(0.7);
      expect(denoised.psnr).toBeGreaterThan(noisy.psnr + 2);
      expect(denoised.ssim).toBeGreaterThan(noisy.ssim);
    }
    expect(results.curve.map(({ sigma }) => Math.round(sigma))).toEqual([12, 18, 24, 30, 36, 42, 48, 60]);
    const markdown = await readFile(workspace.at('lesson', 'results.md'), 'utf8');
    expect(run.stdout.startsWith(markdown)).toBe(true);
    expect(markdown).toContain(
      `| second | yes | ${results.images[1]!.noisy.psnr.toFixed(2)} | ${results.images[1]!.denoised.psnr.toFixed(2)} |`,
    );

    const { width, height, channels } = await decodePicture(workspace.at('lesson', 'second-noisy.png'));
    expect({ width, height, channels }).toEqual({ width: 64, height: 48, channels: 1 });
    expect((await decodePicture(workspace.at('lesson', 'figure.png'))).width).toBeGreaterThan(3 * 64);
    const own = await workspace.runHere(['denoise', 'in/first.png', '-o', 'own.png', '--model', 'lesson/model.onnx']);
    expect(own).toMatchObject({ code: 0, stderr: '' });
  });

  it('does the rest when a picture is broken, and prints the results with its name', async () => {
    const { code, stdout, stderr } = await workspace.runHere([
      'experiment',
      'in',
      '-o',
      'rest',
      '--json',
      ...options.slice(0, 4),
      '--epochs',
      '2',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cleargrain: in\/broken\.png: not a picture[^\n]*\n$/);
    const results = JSON.parse(stdout) as Results;
    expect(results.images.map(({ name }) => name)).toEqual(['first', 'second']);
    expect(results.failed).toMatchObject([{ input: 'in/broken.png' }]);
  });

  it('prints one document also when every picture failed', async () => {
    const { code, stdout } = await workspace.runHere(['experiment', 'in/broken.png', '-o', 'none', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ images: [], curve: [], failed: [{ input: 'in/broken.png' }] });
    expect(await workspace.files()).not.toContain('none');
  });

  it('does not learn from a picture that it tests on, though --data holds it', async () => {
    const only = await workspace.runHere(['experiment', 'in/first.png', '-o', 'none', '--data', './in/first.png']);
    expect(only).toMatchObject({ code: 2, stderr: 'cleargrain: --data: expected pictures beside the inputs, received none\n' });
    const short = [...options.slice(0, 4), '--epochs', '1', '--json'];
    const run = async (output: string, data: readonly string[]) => {
      const { code, stdout } = await workspace.runHere(['experiment', 'in/first.png', '-o', output, '--data', ...data, ...short]);
      expect(code).toBe(0);
      return (JSON.parse(stdout) as Results).images;
    };
    const images = await run('both', ['in/first.png', 'in/second.jpg']);
    expect(images).toEqual(await run('other', ['in/second.jpg']));
    expect(images).toMatchObject([{ name: 'first', heldOut: true }]);
    // Nor from a copy of it.
    await copyFile(workspace.at('in', 'first.png'), workspace.at('copy.png'));
    expect(await run('copied', ['copy.png', 'in/second.jpg'])).toEqual(images);
    const copied = await workspace.runHere(['experiment', 'in/first.png', 'copy.png', '-o', 'copies', ...short]);
    expect((JSON.parse(copied.stdout) as Results).images.map(({ heldOut }) => heldOut)).toEqual([false, false]);
  });

  it('never writes over a picture that it was given', async () => {
    const before = await readFile(workspace.at('figure.png'));
    const { code, stderr } = await workspace.runHere(['experiment', 'figure.png', '-o', '.', ...options]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^cleargrain: figure\.png would overwrite the input figure\.png[^\n]*\n$/);
    expect(await readFile(workspace.at('figure.png'))).toEqual(before);
    expect(await workspace.files()).not.toContain('results.json');
  });
});
