import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom, crop, denoiseImage, gaussian, type Model, psnr, quantize, toGray } from '@cleargrain/core';
import { createEngine, findModel, modelsFolder, openModel, readImage, shippedModels } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, type Workspace } from './testing/workspace.js';

/** What each family gains at least, in dB, at σ 15, 25 and 50, on every one of the test's crops. */
const leastGain: Readonly<Record<string, readonly [number, number, number]>> = { plain: [2, 4, 6.5], xs: [4.5, 6.5, 9] };
const sigmas = [15, 25, 50] as const;
const mustShip = ['color-xs', 'gray-xs', 'plain-8-16-8-4'];

/** Crops of pictures that the project draws: edges and texture, and smooth tones. */
const crops = [
  { file: 'harbour.png', x: 200, y: 150 },
  { file: 'still-life.png', x: 200, y: 150 },
];

const samples = fileURLToPath(new URL('../../../samples/', import.meta.url));
const names = await shippedModels();

describe('the models that ship', () => {
  let workspace: Workspace;
  let engine: Awaited<ReturnType<typeof createEngine>>;
  beforeAll(async () => {
    workspace = await createWorkspace();
    engine = await createEngine({ device: 'cpu' });
  });
  afterAll(async () => {
    await engine.close();
    await workspace.remove();
  });

  async function gains(model: Model, sigma: number): Promise<number[]> {
    const session = await engine.load(model.bytes);
    const result: number[] = [];
    for (const { file, x, y } of crops) {
      const whole = await readImage(path.join(samples, file));
      const picture = crop(model.channels === 1 ? toGray(whole) : whole, { x, y, width: 160, height: 128 });
      const clean = quantize(picture, 8);
      const noisy = gaussian(sigma).apply(clean, createRandom(7));
      const denoised = quantize(await denoiseImage(noisy, model, session), 8);
      result.push(psnr(denoised, clean) - psnr(quantize(noisy, 8), clean));
    }
    await session.close();
    return result;
  }

  it('are all there', () => {
    expect(names).toEqual(expect.arrayContaining(mustShip));
  });

  it.each(names)('%s has a card with its parameters and its PSNR, which the command prints', async (name) => {
    const card = await readFile(path.join(modelsFolder(), `${name}.md`), 'utf8');
    const { parameters } = await openModel(name, (await findModel(name)).bytes, engine);
    expect(card).toContain(`| parameters | ${parameters!.toLocaleString('en')} |`);
    expect(card).toMatch(/PSNR/);
    expect(await workspace.run(['models', 'show', name])).toMatchObject({ code: 0, stdout: card, stderr: '' });
    for (const args of [
      ['models', 'show', name, '--json'],
      ['models', '--json', 'show', name],
    ]) {
      expect(JSON.parse((await workspace.run(args)).stdout)).toMatchObject({ name, parameters, card });
    }
  });

  it.each(names)('%s takes the noise away that it is for', async (name) => {
    const model = await openModel(name, (await findModel(name)).bytes, engine);
    const [, least] = Object.entries(leastGain).find(([family]) => name.split('-').includes(family)) ?? ['', leastGain.xs!];
    for (const [index, sigma] of sigmas.entries()) {
      for (const gain of await gains(model, sigma)) expect(gain, `${name} at σ ${sigma}`).toBeGreaterThan(least[index]!);
    }
  });

  it('are listed with their size and compute', async () => {
    const { code, stdout } = await workspace.run(['models', '--json']);
    expect(code).toBe(0);
    const { models } = JSON.parse(stdout) as { models: { name: string; parameters: number; gmac: number; psnr: (number | null)[] }[] };
    expect(models.map(({ name }) => name)).toEqual(names);
    for (const { name, parameters, gmac, psnr: figures } of models) {
      expect(parameters).toBeGreaterThan(1000);
      expect(gmac).toBeGreaterThan(0.01);
      expect(figures, name).toEqual([expect.any(Number), expect.any(Number), expect.any(Number)]);
    }
    const table = (await workspace.run(['models', 'list'])).stdout;
    expect(table.split('\n')).toHaveLength(names.length + 2);
    for (const name of mustShip) expect(table).toContain(name);
  });
});
