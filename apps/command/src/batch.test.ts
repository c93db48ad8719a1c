import { existsSync } from 'node:fs';
import { appendFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { readImage, writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journalName } from './batch/folder-journal.js';
import { blurModel } from './testing/blur-model.js';
import { noisy, scene } from './testing/pictures.js';
import type { RunOptions } from './testing/run-command.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

const count = 8;
const names = Array.from({ length: count }, (_, i) => (i % 2 === 0 ? `${i}.png` : `deeper/${i}.png`));

interface LogLine {
  readonly status: string;
  readonly input?: string;
  readonly error?: string;
}

describe('a batch', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace();
    await writeFile(workspace.at('gray.onnx'), blurModel(1));
    await mkdir(workspace.at('in', 'deeper'), { recursive: true });
    for (const [i, name] of names.entries()) await writeImage(workspace.at('in', name), noisy(scene(160, 100), 25, i));
    expect((await workspace.run(['denoise', 'in', '-o', 'whole', '--model', 'gray.onnx', '--jobs', '1'])).code).toBe(0);
  });
  afterAll(() => workspace.remove());

  const resume = (output: string, ...others: string[]) => ['denoise', 'in', '-o', output, '--model', 'gray.onnx', '--resume', ...others];
  const bytesOf = (folder: string) => Promise.all(names.map((name) => readFile(workspace.at(folder, name))));
  const strayFiles = async (folder: string) =>
    (await workspace.files(folder)).filter((name) => !names.includes(name) && name !== 'deeper' && !name.endsWith(journalName));
  const summaryOf = async (args: readonly string[]) => {
    const { code, stdout, stderr } = await workspace.runHere([...args, '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { images, skipped = [] } = JSON.parse(stdout) as { images: { input: string }[]; skipped?: { input: string }[] };
    return { done: images.map(({ input }) => input), skipped: skipped.map(({ input }) => input) };
  };

  it('of several at once gives the same files, told in the order of the inputs', async () => {
    const args = ['denoise', 'in', '-o', 'several', '--model', 'gray.onnx'];
    const several = await summaryOf([...args, '--jobs', '4']);
    expect(several.done).toEqual((await summaryOf([...args, '--jobs', '1'])).done);
    expect(await bytesOf('several')).toEqual(await bytesOf('whole'));
    expect(await strayFiles('several')).toEqual([]);
  });

  it.each([1, 5])('killed after %i pictures is carried on: what is done is skipped, the result is that of one run', async (after) => {
    const output = `killed-${after}`;
    const { signal } = await workspace.run(resume(output, '--jobs', '3'), {
      onOutput: (text, child) => void (text.split('\n').length > after && child.kill('SIGKILL')),
    });
    expect(signal).toBe('SIGKILL');
    for (const name of names) if (existsSync(workspace.at(output, name))) await readImage(workspace.at(output, name));
    const { done, skipped } = await summaryOf(resume(output));
    expect(skipped.length).toBeGreaterThanOrEqual(after);
    expect(done.length + skipped.length).toBe(count);
    expect(await bytesOf(output)).toEqual(await bytesOf('whole'));
    expect(await strayFiles(output)).toEqual([]);
    expect(await summaryOf(resume(output))).toEqual({ done: [], skipped: expect.any(Array) as string[] });
  });

  // The moments hit different steps on different machines; all must end the same way.
  it('in place, killed over and over, denoises every picture once', async () => {
    await cp(workspace.at('in'), workspace.at('place'), { recursive: true });
    const args = ['denoise', 'place', '--in-place', '--model', 'gray.onnx', '--resume'];
    for (const delay of [0, 3, 10, 25]) {
      const onOutput: RunOptions['onOutput'] = (text, child) => {
        if (/noise \d/.test(text)) setTimeout(() => child.kill('SIGKILL'), delay);
      };
      await workspace.run(args, { onOutput });
    }
    const { done, skipped } = await summaryOf(args);
    expect(done.length + skipped.length).toBe(count);
    expect(await bytesOf('place')).toEqual(await bytesOf('whole'));
    expect(await strayFiles('place')).toEqual([]);
  });

  it('does again what changed: the content of an input, the result, the settings, the model', async () => {
    await cp(workspace.at('in'), workspace.at('source'), { recursive: true });
    const args = ['denoise', 'source', '-o', 'changed', '--model', 'gray.onnx', '--resume'];
    expect((await summaryOf(args)).done).toHaveLength(count);
    await writeImage(workspace.at('source', '0.png'), noisy(scene(160, 100), 10, 99));
    await writeFile(workspace.at('changed', 'deeper', '1.png'), 'damaged');
    const tornLine = '{"name":"2.png","settings":"';
    await appendFile(workspace.at('changed', journalName), tornLine);
    expect((await summaryOf(args)).done.sort()).toEqual(['source/0.png', 'source/deeper/1.png']);
    expect((await summaryOf(args)).done).toEqual([]);
    expect((await summaryOf([...args, '--strength', '0.5'])).done).toHaveLength(count);
    expect((await summaryOf([...args, '--strength', '0.5', '--tile', '64', '--jobs', '3'])).done).toEqual([]);
    const [input] = await bytesOf('source');
    await writeFile(workspace.at('gray.onnx'), blurModel(3));
    expect((await summaryOf([...args, '--strength', '0.5'])).done).toHaveLength(count);
    await writeFile(workspace.at('gray.onnx'), blurModel(1));
    expect((await bytesOf('source'))[0]).toEqual(input);
  });

  it('appends a line for each picture to its log, failures too, and the sums', async () => {
    await mkdir(workspace.at('mixed'));
    await cp(workspace.at('in', '0.png'), workspace.at('mixed', 'good.png'));
    await writeFile(workspace.at('mixed', 'bad.png'), 'not a picture');
    const args = ['denoise', 'mixed', '-o', 'mixed-out', '--model', 'gray.onnx', '--resume', '--log', 'log.jsonl'];
    expect((await workspace.runHere(args)).code).toBe(1);
    expect((await workspace.runHere(args)).code).toBe(1);
    const lines = (await readFile(workspace.at('log.jsonl'), 'utf8')).split('\n');
    expect(lines.pop()).toBe('');
    const records = lines.map((line) => JSON.parse(line) as LogLine);
    expect(records.map(({ status, input }) => `${status} ${input ?? ''}`.trim()).sort()).toEqual([
      'done mixed/good.png',
      'end',
      'end',
      'failed mixed/bad.png',
      'failed mixed/bad.png',
      'skipped mixed/good.png',
    ]);
    const ends = records.filter(({ status }) => status === 'end');
    expect(ends[0]).toMatchObject({
      done: 1,
      skipped: 0,
      failed: 1,
      of: 2,
      networkSeconds: expect.any(Number) as number,
      networkSpan: expect.any(Number) as number,
    });
    expect(ends[1]).toMatchObject({ done: 0, skipped: 1, failed: 1, of: 2 });
    expect(records.find(({ status }) => status === 'failed')!.error).toContain('not a picture');
  });

  it.skipIf(!existsSync('/dev/full'))('ends with one line where its log can no longer be written (needs /dev/full)', async () => {
    const args = ['denoise', 'in', '-o', 'unlogged', '--model', 'gray.onnx', '--log', '/dev/full', '--jobs', '1', '--json'];
    const { code, stdout, stderr } = await workspace.runHere(args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'cleargrain: the log cannot be written: no space left on the disk\n' });
    const { images, failed } = JSON.parse(stdout) as { images: unknown[]; failed: unknown[] };
    expect(images).toHaveLength(1);
    expect(failed).toEqual([]);
  });

  it('refuses a log that cannot be written before it begins', async () => {
    const { code, stderr } = await workspace.runHere([
      'denoise',
      'in',
      '-o',
      'never',
      '--model',
      'gray.onnx',
      '--log',
      'missing/log.jsonl',
    ]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'cleargrain: --log missing/log.jsonl: no such file or folder\n' });
    expect(existsSync(workspace.at('never'))).toBe(false);
  });
});
