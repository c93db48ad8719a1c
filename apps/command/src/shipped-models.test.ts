import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkModel, type ModelChecks, widenModel } from '@cleargrain/core';
import { createEngine, findModel, modelsFolder, openModel, shippedModels } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, type Workspace } from './testing/workspace.js';

/** What a family's cards must state at least, in dB, at its three levels on each of the drawn pictures. */
const leastStated: Readonly<Record<string, readonly [number, number, number]>> = {
  plain: [3, 5, 7],
  gray: [5, 7, 9.5],
  color: [6, 8, 10],
  photo: [0.3, 0.5, 1],
};
/** How far a gain may lie below what is stated: machines round differently. */
const slack = 0.05;
const mustShip = ['color-m', 'color-s', 'color-xs', 'gray-m', 'gray-s', 'gray-xs', 'photo-m', 'photo-s', 'photo-xs', 'plain-8-16-8-4'];

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

  it('are all there', () => {
    expect(names).toEqual(expect.arrayContaining(mustShip));
  });

  it.each(names)('%s is computed with as many channels as the CPU is fast with', async (name) => {
    const model = await openModel(name, (await findModel(name)).bytes, engine);
    const { network } = model;
    const widths = network!.architecture === 'flat' ? [network!.width] : network!.widths;
    const isSlow = widths.some((width) => width > 16 && width % 4 !== 0);
    expect(widenModel(model) !== model.bytes).toBe(isSlow);
  });

  it.each(names)('%s has a card with its parameters and its PSNR, which the command prints', async (name) => {
    const card = await readFile(path.join(modelsFolder(), `${name}.md`), 'utf8');
    const { parameters } = await openModel(name, (await findModel(name)).bytes, engine);
    expect(card).toContain(`| parameters | ${parameters!.toLocaleString('en')} |`);
    expect(card).toMatch(/PSNR/);
    expect(await workspace.runHere(['models', 'show', name, '--full'])).toMatchObject({ code: 0, stdout: card, stderr: '' });
    const { code, stdout, stderr } = await workspace.runHere(['models', 'show', name]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // On one screen: what it is, its figures, how it was trained, and how the rest is had.
    expect(stdout.split('\n').length).toBeLessThan(45);
    expect(stdout).toMatch(new RegExp(`^parameters +${parameters!.toLocaleString('en')}$`, 'm'));
    expect(stdout).toMatch(/gaussian:25 +float +\d\d\.\d\d dB/);
    expect(stdout).toMatch(/^1\. [\d,]+ steps from random weights, /m);
    expect(stdout).toContain(`cleargrain models show ${name} --full`);
    for (const args of [
      ['models', 'show', name, '--json'],
      ['models', '--json', 'show', name],
    ]) {
      expect(JSON.parse((await workspace.runHere(args)).stdout)).toMatchObject({ name, parameters, card });
    }
  });

  it.each(names)(
    '%s gains what its card states, on every picture and level, and leaves tone alone',
    async (name) => {
      const report = await readFile(path.join(modelsFolder(), `${name}.json`), 'utf8');
      const { checks: stated } = JSON.parse(report) as { checks?: ModelChecks };
      // After new weights: npx cleargrain evaluate --model NAME --card
      if (stated === undefined) throw new Error(`${name}.json states no gains`);
      const model = await openModel(name, (await findModel(name)).bytes, engine);
      const session = await engine.load(model.bytes);
      const measured = await checkModel(model, session, { otherNoise: false });
      await session.close();
      const [family] = name.split('-') as [string];
      const floors = leastStated[family]!;
      const levels = [...new Set(stated.gains.map(({ noise }) => noise))];
      expect(levels).toHaveLength(3);
      expect(stated.gains.map(({ picture, noise }) => [picture, noise])).toEqual(
        measured.gains.map(({ picture, noise }) => [picture, noise]),
      );
      for (const [index, { picture, noise, gain }] of stated.gains.entries()) {
        expect(measured.gains[index]!.gain, `${name} on ${picture}, ${noise}`).toBeGreaterThan(gain - slack);
        expect(gain, `stated for ${picture}, ${noise}`).toBeGreaterThan(floors[levels.indexOf(noise)]!);
      }
      if (family === 'plain') return;
      expect(measured.constant).toBeLessThan(0.5);
      expect(measured.tone).toBeLessThan(0.5);
      expect(measured.scale).toBeLessThan(0.05);
    },
    180_000,
  );

  it('are listed with their size and compute', async () => {
    const { code, stdout } = await workspace.runHere(['models', '--json']);
    expect(code).toBe(0);
    const { models } = JSON.parse(stdout) as { models: { name: string; parameters: number; gmac: number; psnr: (number | null)[] }[] };
    expect(models.map(({ name }) => name)).toEqual(names);
    for (const { name, parameters, gmac, psnr: figures } of models) {
      expect(parameters).toBeGreaterThan(1000);
      expect(gmac).toBeGreaterThan(0.01);
      expect(figures, name).toEqual([expect.any(Number), expect.any(Number), expect.any(Number)]);
    }
    const table = (await workspace.runHere(['models', 'list'])).stdout;
    expect(table.split('\n')).toHaveLength(names.length + 2);
    for (const name of mustShip) expect(table).toContain(name);
  });
});
