import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { readModel } from '@cleargrain/core';
import { writeImage } from '@cleargrain/node';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from '@cleargrain/train';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

const network = { architecture: 'plain', channels: 1, widths: [4] };
const recipe = { network, steps: 1_000_000, phases: [{ until: 1, batch: 2, crop: 16, loss: 'mse' }] };
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0;

describe('a training that goes wrong', () => {
  let workspace: Workspace;
  /** A good checkpoint of the recipe, some steps in. */
  let good: Buffer;
  const train = (output: string, ...rest: string[]) => ['train', 'recipe.json', '--data', 'photos', '-o', output, ...rest];
  /** Trains, and ends the process by a signal at the given number of milliseconds after the training has begun. */
  const endedBy = (signal: 'SIGINT' | 'SIGKILL', output: string, after: number, ...rest: string[]) => {
    let began = false;
    return workspace.run(train(output, ...rest), {
      onOutput(text, child) {
        if (began || !text.includes('learning from')) return;
        began = true;
        setTimeout(() => child.kill(signal), after);
      },
    });
  };

  beforeAll(async () => {
    workspace = await createWorkspace();
    await writeFile(workspace.at('recipe.json'), JSON.stringify(recipe));
    await writeFile(workspace.at('wider.json'), JSON.stringify({ ...recipe, network: { ...network, widths: [5] } }));
    for (const folder of ['photos', 'small', 'empty', 'disk']) await mkdir(workspace.at(folder));
    for (const name of ['a', 'b']) {
      await writeImage(workspace.at('photos', `${name}.png`), scene(40, 30));
      await writeImage(workspace.at('small', `${name}.png`), scene(15, 30));
    }
    expect(await endedBy('SIGINT', 'good.onnx', 300)).toMatchObject({ signal: 'SIGINT', stderr: 'cleargrain: stopped\n' });
    good = await readFile(workspace.at('good.checkpoint'));
    expect(readCheckpoint(good).step).toBeGreaterThan(0);
  });
  afterAll(() => workspace.remove());

  it('without pictures: one line, nothing written', async () => {
    const { code, stderr } = await workspace.runHere(['train', 'recipe.json', '--data', 'empty', '-o', 'none.onnx']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^cleargrain: --data: .*empty.*\n$/) as string });
    expect((await workspace.files()).filter((name) => name.startsWith('none'))).toEqual([]);
  });

  it('with pictures all smaller than a crop: each named, nothing written', async () => {
    const { code, stderr } = await workspace.runHere(['train', 'recipe.json', '--data', 'small', '-o', 'none.onnx']);
    const line = (name: string) =>
      `cleargrain: small/${name}.png: expected at least 16×16 pixels, the recipe's largest crop, received 15×30\n`;
    expect({ code, stderr }).toEqual({ code: 1, stderr: line('a') + line('b') });
    expect((await workspace.files()).filter((name) => name.startsWith('none'))).toEqual([]);
  });

  it('when the numbers overflow: one line, and the checkpoint before it as it was', async () => {
    const begun: Checkpoint = readCheckpoint(good);
    const state = { ...begun.state, parameters: begun.state.parameters.map((value) => value * 1e30) };
    await writeFile(workspace.at('large.checkpoint'), writeCheckpoint({ ...begun, state }));
    const before = await readFile(workspace.at('large.checkpoint'));
    const { code, stderr } = await workspace.runHere(train('large.onnx', '--resume', '--checkpoint-every', '0'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cleargrain: expected a loss and a gradient that are numbers, received .* at step \d+: .*\n$/);
    expect(await readFile(workspace.at('large.checkpoint'))).toEqual(before);
    expect(existsSync(workspace.at('large.onnx'))).toBe(false);
  });

  it('carried on with another network, or from a damaged checkpoint: one line, the checkpoint as it was', async () => {
    await writeFile(workspace.at('other.checkpoint'), good);
    const { code, stderr } = await workspace.runHere(['train', 'wider.json', '--data', 'photos', '-o', 'other.onnx', '--resume']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(
        /^cleargrain: --resume: expected .*\[4\].* for network, as other\.checkpoint began, .*\[5\].*\n$/,
      ) as string,
    });
    expect(await readFile(workspace.at('other.checkpoint'))).toEqual(good);
    const half = good.subarray(0, good.length - 100);
    await writeFile(workspace.at('half.checkpoint'), half);
    const damaged = await workspace.runHere(train('half.onnx', '--resume'));
    expect(damaged).toMatchObject({
      code: 2,
      stderr: 'cleargrain: half.checkpoint: expected a whole checkpoint, received a damaged one\n',
    });
    expect(await readFile(workspace.at('half.checkpoint'))).toEqual(half);
  });

  it.skipIf(!canMount)('when the disk is full at a checkpoint (wants a mount): one line, the checkpoint before it as it was', async () => {
    const script =
      'mount -t tmpfs -o size=64k tmpfs disk && cp good.checkpoint disk/run.checkpoint && ' +
      '{ cat /dev/zero > disk/filling 2>/dev/null; "$@"; code=$?; cmp good.checkpoint disk/run.checkpoint || exit 99; ls -A disk; exit $code; }';
    const { code, stdout, stderr } = await workspace.run(train('disk/run.onnx', '--resume', '--checkpoint-every', '0', '--json'), {
      within: ['unshare', '-rm', 'sh', '-c', script, 'sh'],
    });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'cleargrain: disk/run.checkpoint: cannot be written: no space left on the disk\n',
    });
    expect(stdout).toBe('filling\nrun.checkpoint\n');
  });

  /** Carries a run on that writes a checkpoint at every step, and kills it when so many have appeared. */
  const killedAfter = (checkpoints: number) => {
    let began = false;
    return workspace.run(train('killed.onnx', '--resume', '--checkpoint-every', '0'), {
      onOutput(text, child) {
        if (began || !text.includes('learning from')) return;
        began = true;
        let file = 0;
        let appeared = -1;
        const watch = setInterval(() => {
          // Each checkpoint is a file of its own that takes the place of the one before.
          const { ino } = statSync(workspace.at('killed.checkpoint'));
          if (ino !== file) appeared++;
          file = ino;
          if (appeared < checkpoints) return;
          clearInterval(watch);
          child.kill('SIGKILL');
        }, 1);
      },
    });
  };

  it('killed at any moment: leaves a whole checkpoint and a whole model, and is carried on', async () => {
    const begin = readCheckpoint(good).step;
    for (const checkpoints of [0, 2, 7]) {
      await rm(workspace.at('killed.onnx'), { force: true });
      await copyFile(workspace.at('good.checkpoint'), workspace.at('killed.checkpoint'));
      expect(await killedAfter(checkpoints)).toMatchObject({ signal: 'SIGKILL', stderr: '' });
      const left = readCheckpoint(await readFile(workspace.at('killed.checkpoint')));
      expect(left.step).toBeGreaterThanOrEqual(begin + checkpoints);
      expect(left.state.parameters.every(Number.isFinite)).toBe(true);
      // The model is written after the checkpoint.
      if (existsSync(workspace.at('killed.onnx')))
        expect(readModel('killed', await readFile(workspace.at('killed.onnx')))!.training!.steps).toBeLessThanOrEqual(left.step);
    }
    const { step } = readCheckpoint(await readFile(workspace.at('killed.checkpoint')));
    const resumed = await endedBy('SIGINT', 'killed.onnx', 100, '--resume');
    expect(resumed).toMatchObject({ signal: 'SIGINT', stdout: expect.stringContaining(`, from step ${step}\n`) as string });
    expect(readCheckpoint(await readFile(workspace.at('killed.checkpoint'))).step).toBeGreaterThanOrEqual(step);
  }, 300_000);
});
