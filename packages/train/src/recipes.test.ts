import { readdir, readFile } from 'node:fs/promises';
import { measureNetwork } from '@cleargrain/core';
import { expect, it } from 'vitest';
import { parseRecipe } from './parse-recipe.js';

const folder = new URL('../../../recipes/', import.meta.url);
const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));

/** What a size of model may have at most: parameters, and GMAC at 256×256 pixels. */
const budgets: Readonly<Record<string, readonly [number, number]>> = { xs: [100_000, 1.6], s: [1_000_000, 3.5], m: [4_000_000, 12] };

it.each(files)('%s can be run, and its network keeps to the budget of its size', async (file) => {
  const { network, noise } = parseRecipe(JSON.parse(await readFile(new URL(file, folder), 'utf8')));
  const [kind, size] = file.replace('.json', '').split('-') as [string, string];
  const budget = budgets[size];
  if (budget !== undefined) {
    const { parameters, multiplicationsPerPixel } = measureNetwork(network);
    expect(parameters).toBeLessThanOrEqual(budget[0]);
    expect((multiplicationsPerPixel * 65536) / 1e9).toBeLessThanOrEqual(budget[1]);
  }
  expect(network.channels).toBe(kind === 'color' || kind === 'photo' ? 3 : 1);
  expect(noise.some((item) => item.kind === 'photo')).toBe(kind === 'photo');
});
