import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeImage } from '@cleargrain/node';
import { mostValidationPictures, parseRecipe } from '@cleargrain/train';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scene } from '../testing/pictures.js';
import { loadData } from './load-data.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'load-data-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('keeps of what is held out the middles of as many pictures as the figure is measured on', async () => {
  const file = (name: number | string) => path.join(folder, `${name}.png`);
  const large = scene(700, 30);
  await writeImage(file(1), large);
  await writeFile(file('broken'), 'hello');
  for (let i = 2; i <= mostValidationPictures + 2; i++) await writeImage(file(i), scene(20, 30));
  const heldOut = [1, 'broken', ...Array.from({ length: mostValidationPictures + 1 }, (_, i) => i + 2)].map(file);
  const recipe = parseRecipe({
    network: { architecture: 'plain', channels: 1, widths: [1] },
    phases: [{ until: 1, batch: 1, crop: 16, loss: 'mse' }],
  });
  const files = { files: [file(2)], heldOut, fingerprint: { count: 1, hash: '' }, failed: [] };
  const { photographs, validation, failed } = await loadData(files, recipe, { signal: new AbortController().signal, show: () => {} });
  expect(photographs).toHaveLength(1);
  expect(failed.map(({ input }) => input)).toEqual([file('broken')]);
  expect(validation).toHaveLength(mostValidationPictures);
  const [middle] = validation;
  expect([middle!.width, middle!.height]).toEqual([512, 30]);
  for (const x of [0, 511]) expect(middle!.data[x]).toBeCloseTo(large.data[94 + x]!, 2);
});
