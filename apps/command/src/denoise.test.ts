import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createImage, createRandom, crop, type Image, jpeg, psnr } from '@cleargrain/core';
import { readImage, writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blurModel } from './testing/blur-model.js';
import { noisy, scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

describe('cleargrain denoise', () => {
  let workspace: Workspace;
  const clean = { gray: scene(64, 48), color: scene(64, 48, 3) };
  const gain = async (before: string, after: string, truth: Image) => {
    const [first, second] = await Promise.all([readImage(workspace.at(before)), readImage(workspace.at(after))]);
    return psnr(second, truth) - psnr(first, truth);
  };

  beforeAll(async () => {
    workspace = await createWorkspace();
    await writeFile(workspace.at('gray.onnx'), blurModel(1));
    await writeFile(workspace.at('color.onnx'), blurModel(3));
    await mkdir(workspace.at('in', 'deeper'), { recursive: true });
    await writeImage(workspace.at('gray.png'), noisy(clean.gray, 25));
    await writeImage(workspace.at('color.png'), noisy(clean.color, 25));
    await writeImage(workspace.at('deep.png'), noisy(clean.gray, 25), { depth: 16 });
    await writeImage(workspace.at('in', 'a.png'), noisy(clean.gray, 25, 2));
    await writeImage(workspace.at('in', 'deeper', 'b.jpg'), noisy(clean.gray, 25, 3));
    await writeFile(workspace.at('in', 'notes.txt'), 'not a picture');
  });
  afterAll(() => workspace.remove());

  it('makes a noisy picture cleaner, says what it did as one JSON document, and leaves the input as it was', async () => {
    const before = await readFile(workspace.at('color.png'));
    const { code, stdout, stderr } = await workspace.run(['denoise', 'color.png', '-o', 'made/c.png', '--model', 'color.onnx', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      images: [
        {
          input: 'color.png',
          output: 'made/c.png',
          width: 64,
          height: 48,
          sigma: expect.any(Number) as number,
          model: 'color.onnx',
          device: 'cpu',
          skipped: false,
          seconds: expect.any(Number) as number,
        },
      ],
      failed: [],
    });
    const { images } = JSON.parse(stdout) as { images: { sigma: number }[] };
    expect(Math.abs(images[0]!.sigma - 25)).toBeLessThan(2.5);
    expect(await gain('color.png', 'made/c.png', clean.color)).toBeGreaterThan(4);
    expect(await readFile(workspace.at('color.png'))).toEqual(before);
  });

  it('does a folder, each picture to its place below the output, a line each', async () => {
    const { code, stdout, stderr } = await workspace.run(['denoise', 'in', '-o', 'out', '--model', 'gray.onnx']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await workspace.files('out')).toEqual(['a.png', 'deeper', 'deeper/b.jpg']);
    // Lines come as pictures are done: two are in the works at once.
    const [, first, second] = stdout.split('\n').sort();
    expect(stdout.split('\n')).toHaveLength(3);
    expect(first).toContain('in/a.png → out/a.png');
    expect(second).toContain('in/deeper/b.jpg → out/deeper/b.jpg');
    expect(await gain('in/a.png', 'out/a.png', clean.gray)).toBeGreaterThan(4);
  });

  it('keeps 16 bits', async () => {
    expect((await workspace.run(['denoise', 'deep.png', '-o', 'deep-clean.png', '--model', 'gray.onnx'])).code).toBe(0);
    const { data, origin } = await readImage(workspace.at('deep-clean.png'));
    expect(origin?.depth).toBe(16);
    expect(new Set(data).size).toBeGreaterThan(1000);
  });

  it('gives the input back at strength 0, and half the way at 0.5', async () => {
    const run = (output: string, strength: string) =>
      workspace.run(['denoise', 'gray.png', '-o', output, '--model', 'gray.onnx', '--strength', strength]);
    const codes = [await run('s0.png', '0'), await run('s5.png', '0.5'), await run('s1.png', '1')].map(({ code }) => code);
    expect(codes).toEqual([0, 0, 0]);
    const [input, none, half, all] = await Promise.all(
      ['gray.png', 's0.png', 's5.png', 's1.png'].map(async (name) => (await readImage(workspace.at(name))).data),
    );
    expect(none).toEqual(input);
    expect(all).not.toEqual(input);
    half!.forEach((value, i) => {
      expect(Math.abs(value - (input![i]! + all![i]!) / 2)).toBeLessThan(1.01 / 255);
    });
  });

  it('denoises where the mask is white and leaves what is black', async () => {
    const mask = createImage(64, 48, 1);
    mask.data.forEach((_, i) => {
      mask.data[i] = i % 64 < 32 ? 1 : 0;
    });
    await writeImage(workspace.at('mask.png'), mask);
    const args = ['denoise', 'gray.png', '-o', 'masked.png', '--model', 'gray.onnx'];
    expect((await workspace.run([...args, '--mask', 'mask.png'])).code).toBe(0);
    const [input, output] = await Promise.all(['gray.png', 'masked.png'].map((name) => readImage(workspace.at(name))));
    const half = (image: Image, x: number) => crop(image, { x, y: 0, width: 32, height: 48 }).data;
    expect(half(output!, 32)).toEqual(half(input!, 32));
    expect(half(output!, 0)).not.toEqual(half(input!, 0));
    await writeImage(workspace.at('small-mask.png'), createImage(8, 8, 1));
    const wrong = await workspace.run([...args, '--mask', 'small-mask.png']);
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('expected a grey picture of 64×48 for mask') as string });
  });

  it('gives detail and grain back, and takes the mean of eight turns: each another result, nearer to the input or to the truth', async () => {
    const result = async (name: string, ...options: string[]) => {
      expect((await workspace.run(['denoise', 'color.png', '-o', name, '--model', 'color.onnx', ...options])).code).toBe(0);
      return readImage(workspace.at(name));
    };
    const input = await readImage(workspace.at('color.png'));
    const plain = await result('plain.png');
    const best = await result('best.png', '--best');
    expect(psnr(best, plain)).toBeGreaterThan(50);
    for (const option of ['--detail', '--grain']) {
      const back = await result(`back${option}.png`, option, '0.5');
      expect(psnr(back, input)).toBeGreaterThan(psnr(plain, input) + 0.5);
    }
  });

  it('passes a clean picture on byte for byte when asked to skip it, and does a noisy one', async () => {
    await mkdir(workspace.at('mixed'));
    await writeImage(workspace.at('mixed', 'clean.jpg'), clean.color);
    await writeImage(workspace.at('mixed', 'noisy.png'), noisy(clean.color, 25));
    const { code, stdout } = await workspace.run([
      'denoise',
      'mixed',
      '-o',
      'sorted',
      '--model',
      'color.onnx',
      '--skip-below',
      '2',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ images: [{ skipped: true }, { skipped: false }] });
    expect(await readFile(workspace.at('sorted', 'clean.jpg'))).toEqual(await readFile(workspace.at('mixed', 'clean.jpg')));
    expect(await readFile(workspace.at('sorted', 'noisy.png'))).not.toEqual(await readFile(workspace.at('mixed', 'noisy.png')));
  });

  it('hints at noise that a model for white noise takes for detail, in one line on stderr, not with --json', async () => {
    const camera = jpeg(60).apply(noisy(scene(256, 200, 3), 8), createRandom(1));
    await writeImage(workspace.at('camera.png'), camera);
    await writeImage(workspace.at('white.png'), noisy(scene(256, 200, 3), 8));
    const args = ['-o', 'hinted/', '--model', 'color-xs'];
    const { code, stderr } = await workspace.run(['denoise', 'camera.png', 'white.png', ...args]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^cleargrain: hint: the noise of camera\.png is .*\n$/) });
    expect((await workspace.run(['denoise', 'camera.png', ...args, '--json'])).stderr).toBe('');
    expect((await workspace.run(['denoise', 'camera.png', '-o', 'hinted/', '--model', 'color.onnx'])).stderr).toBe('');
  });

  it('reads standard input', async () => {
    const input = await readFile(workspace.at('gray.png'));
    const { code, stdout } = await workspace.run(['denoise', '-', '-o', 'piped.png', '--model', 'gray.onnx', '--json'], { input });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ images: [{ input: '-', output: 'piped.png' }], failed: [] });
    expect(await gain('gray.png', 'piped.png', clean.gray)).toBeGreaterThan(4);
  });

  it('writes over an input only when asked to', async () => {
    await writeImage(workspace.at('mine.png'), noisy(clean.gray, 25));
    const before = await readFile(workspace.at('mine.png'));
    const refused = await workspace.run(['denoise', 'mine.png', '-o', './mine.png', '--model', 'gray.onnx']);
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^cleargrain: .*mine\.png.*\n$/) as string });
    expect(await readFile(workspace.at('mine.png'))).toEqual(before);
    expect((await workspace.run(['denoise', 'mine.png', '--in-place', '--model', 'gray.onnx'])).code).toBe(0);
    expect(await gain('gray.png', 'mine.png', clean.gray)).toBeGreaterThan(4);
  });

  it('does the rest of a folder in place when one picture has a format that is not written', async () => {
    await mkdir(workspace.at('album'));
    await writeImage(workspace.at('album', 'b.png'), noisy(clean.gray, 25));
    await writeFile(workspace.at('album', 'a.gif'), 'left as it is');
    const { code, stdout, stderr } = await workspace.run(['denoise', 'album', '--in-place', '--model', 'gray.onnx', '--json']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^cleargrain: cannot write album\/a\.gif: [^\n]*\n$/) });
    expect(JSON.parse(stdout)).toMatchObject({ images: [{ output: 'album/b.png' }], failed: [{ input: 'album/a.gif' }] });
    expect(await readFile(workspace.at('album', 'a.gif'), 'utf8')).toBe('left as it is');
    expect(await gain('gray.png', 'album/b.png', clean.gray)).toBeGreaterThan(4);
  });
});
