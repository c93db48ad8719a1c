import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blurModel } from './testing/blur-model.js';
import { scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

interface Report {
  readonly rounds: number;
  readonly peers: readonly string[];
  readonly speed: readonly {
    readonly model: string;
    readonly megapixels: number;
    readonly millisecondsPerMegapixel: number;
    readonly engineShare: number;
    readonly memory: number;
  }[];
  readonly quality: readonly { readonly model: string; readonly data: string; readonly noise: string; readonly psnr: number }[];
}

describe('cleargrain bench', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace();
    await mkdir(workspace.at('set'));
    await writeImage(workspace.at('set', 'one.png'), scene(48, 40));
    await writeFile(workspace.at('blur.onnx'), blurModel(1));
    await writeFile(workspace.at('peer.onnx'), blurModel(3));
  });
  afterAll(() => workspace.remove());

  it('measures speed at each size, and quality beside the evaluation command, and draws both', async () => {
    const models = ['--model', 'blur.onnx', '--peer', 'peer.onnx', '--size', '0.05', '0.2', '--rounds', '1'];
    const { code, stdout, stderr } = await workspace.run(['bench', ...models, '--data', 'set', '-o', 'plot.svg', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { rounds, speed, quality } = JSON.parse(stdout) as Report;
    expect(rounds).toBe(1);
    expect(speed.map(({ model, megapixels }) => [model, Math.round(megapixels * 100)])).toEqual([
      ['blur.onnx', 5],
      ['peer.onnx', 5],
      ['blur.onnx', 20],
      ['peer.onnx', 20],
    ]);
    for (const { millisecondsPerMegapixel, engineShare, memory } of speed) {
      expect(millisecondsPerMegapixel).toBeGreaterThan(0);
      expect(engineShare).toBeGreaterThan(0);
      expect(engineShare).toBeLessThanOrEqual(1);
      expect(memory).toBeGreaterThan(2e7);
    }
    const evaluated = await workspace.run(['evaluate', '--model', 'blur.onnx', '--data', 'set', '--noise', 'gaussian:25', '--json']);
    const [{ psnr }] = (JSON.parse(evaluated.stdout) as { results: [{ psnr: number }] }).results;
    expect(quality.map(({ model, data, noise }) => [model, data, noise])).toEqual([
      ['blur.onnx', 'set', 'gaussian:25'],
      ['peer.onnx', 'set', 'gaussian:25'],
    ]);
    expect(quality[0]!.psnr).toBeCloseTo(psnr, 9);
    const figure = await readFile(workspace.at('plot.svg'), 'utf8');
    for (const text of ['blur', 'peer', 'Cleargrain', 'others', 'PSNR, dB']) expect(figure).toContain(`aria-label="${text}"`);
  });

  it('draws a kept benchmark again, and measures the quality alone beside its speeds', async () => {
    const models = ['--model', 'blur.onnx', '--peer', 'peer.onnx'];
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await workspace.run(['bench', ...args, '--json']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return JSON.parse(stdout) as Report;
    };
    await run(...models, '--size', '0.05', '--rounds', '1', '--data', 'set', '-o', 'first.svg', '--save', 'kept.json');
    const first = JSON.parse(await readFile(workspace.at('kept.json'), 'utf8')) as Report;
    expect(first.peers).toEqual(['peer']);

    await run('--kept', 'kept.json', '-o', 'again.svg');
    expect(await readFile(workspace.at('again.svg'), 'utf8')).toBe(await readFile(workspace.at('first.svg'), 'utf8'));

    await writeFile(workspace.at('blur.onnx'), blurModel(3));
    await run('--kept', 'kept.json', '--model', 'blur.onnx', '--data', 'set', '--save', 'one.json');
    await writeFile(workspace.at('blur.onnx'), blurModel(1));
    const one = JSON.parse(await readFile(workspace.at('one.json'), 'utf8')) as Report;
    const [blur, peer] = first.quality as [Report['quality'][number], Report['quality'][number]];
    expect(one).toEqual({ ...first, quality: [{ ...peer, model: blur.model }, peer] });

    await run('--kept', 'kept.json', ...models, '--data', 'set', '--noise', 'gaussian:50', '--save', 'kept.json');
    const renewed = JSON.parse(await readFile(workspace.at('kept.json'), 'utf8')) as Report;
    expect({ ...renewed, quality: [] }).toEqual({ ...first, quality: [] });
    expect(renewed.quality.map(({ model, noise }) => [model, noise])).toEqual([
      ['blur', 'gaussian:50'],
      ['peer', 'gaussian:50'],
    ]);
    for (const [index, { psnr }] of renewed.quality.entries()) expect(psnr).toBeLessThan(first.quality[index]!.psnr);

    for (const [args, named] of [
      [['--kept', 'kept.json', '--model', 'color-s', '--data', 'set'], 'expected a speed of color-s'],
      [
        ['--kept', 'kept.json', '--model', 'blur.onnx', '--data', 'set'],
        'expected set and gaussian:50, on which peer was measured, received set and gaussian:25',
      ],
      [['--kept', 'kept.json', '--model', 'blur.onnx'], '--data'],
      [['--kept', 'kept.json', '--size', '1'], '--size'],
      [['--kept', 'set/one.png'], 'set/one.png: expected what bench --save wrote'],
      [['--kept', 'missing.json'], 'missing.json: expected what bench --save wrote'],
    ] as const) {
      const { code, stderr } = await workspace.run(['bench', ...args]);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(named) });
    }
  });

  it.each([
    [['--size', '0'], 'size'],
    [['--rounds', 'many'], 'rounds'],
    [['--noise', 'gaussian:15,25'], 'one level for --noise'],
    [['--model', 'nosuch'], 'nosuch'],
    [['-o', 'plot.svg'], '--data'],
    [['-o', 'plot.gif', '--data', 'set'], 'plot.gif'],
  ])('refuses %j', async (args, named) => {
    const { code, stderr } = await workspace.run(['bench', '--model', 'blur.onnx', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(named);
  });
});
