import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { expandInputs } from './expand-inputs.js';
import { parseFramePattern } from './frame-pattern.js';
import { planOutputs } from './plan-outputs.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frames-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const at = (...names: string[]) => join(folder, ...names);

it('reads a number only as the pattern writes it', () => {
  const pattern = parseFramePattern('frames/shot-%03d.png')!;
  expect(
    ['shot-007.png', 'shot-1234.png', 'shot-7.png', 'shot-0007.png', 'shot-.png', 'shot-00x.png', 'other-007.png'].map(pattern.numberOf),
  ).toEqual([7, 1234, ...Array.from({ length: 5 }, () => undefined)]);
  expect(pattern.pathOf(42)).toBe(join('frames', 'shot-042.png'));
  expect(parseFramePattern('%d.png')!.numberOf('12.png')).toBe(12);
  expect(['plain.png', '100%.png', '%d-%d.png', 'a%dir/b.png'].map(parseFramePattern)).toEqual(Array.from({ length: 4 }, () => undefined));
});

it('takes the frames of a sequence by number, gaps and all, to another sequence or a folder', async () => {
  for (const name of ['00010.png', '00002.png', '100000.png', '3.png', '00002.txt']) await writeFile(at(name), 'x');
  const { files, failed } = await expandInputs([at('%05d.png')]);
  expect(failed).toEqual([]);
  expect(files.map(({ frame }) => frame)).toEqual([2, 10, 100000]);
  const outputs = async (output: string) => (await planOutputs(files, { output })).files.map((file) => file.output);
  expect(await outputs(at('out', 'f%04d.tif'))).toEqual(['f0002.tif', 'f0010.tif', 'f100000.tif'].map((name) => at('out', name)));
  expect(await outputs(at('out'))).toEqual(['00002.png', '00010.png', '100000.png'].map((name) => at('out', name)));
  await expect(outputs(at('%05d.png'))).rejects.toThrow('would overwrite the input');
  await expect(outputs(at('%05d.xyz'))).rejects.toThrow('expected the extension');
});

it('refuses a sequence without files, and a sequence for pictures without numbers', async () => {
  const { failed } = await expandInputs([at('%d.png')]);
  expect(failed).toEqual([{ input: at('%d.png'), error: `${at('%d.png')}: no file of this sequence` }]);
  await writeFile(at('a.png'), 'x');
  const { files } = await expandInputs([at('a.png')]);
  await expect(planOutputs(files, { output: at('out', '%d.png') })).rejects.toThrow(/is a sequence, expected inputs of one/);
});
