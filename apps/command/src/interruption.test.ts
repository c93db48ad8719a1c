import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { initialParameters, type NetworkConfig, unflatten, writeModel } from '@cleargrain/core';
import { writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

/** A network so large that a tile takes long. */
function slowModel(): Uint8Array {
  const network: NetworkConfig = { architecture: 'plain', channels: 1, widths: [64, 64, 64, 64, 64, 64] };
  return writeModel({ network, parameters: unflatten(network, initialParameters(network, 1)) });
}

describe('Ctrl-C', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace();
    await writeFile(workspace.at('slow.onnx'), slowModel());
    await mkdir(workspace.at('in'));
    await mkdir(workspace.at('set'));
    await writeImage(workspace.at('set', 'picture.png'), scene(320, 240));
    await writeImage(workspace.at('in', '1.png'), scene(48, 48));
    for (const name of ['2', '3', '4']) await writeImage(workspace.at('in', `${name}.png`), scene(2400, 1800));
  });
  afterAll(() => workspace.remove());

  const stopped = { code: null, signal: 'SIGINT', stderr: 'cleargrain: stopped\n' };

  // The same moments on a slow and on a fast machine hit different steps; all must end the same way.
  it.each([0, 150, 400, 1200])(
    '%i ms after the first picture ends by the signal, with one line, what was done and no half file',
    async (interruptAfter) => {
      const out = `out-${interruptAfter}`;
      const result = await workspace.run(['denoise', 'in', '-o', out, '--model', 'slow.onnx', '--tile', '400', '--json'], {
        interruptOnce: () => existsSync(workspace.at(out, '1.png')),
        interruptAfter,
      });
      expect(result).toMatchObject(stopped);
      expect(JSON.parse(result.stdout)).toMatchObject({ images: [{ input: 'in/1.png', output: `${out}/1.png` }], failed: [] });
      expect(await workspace.files(out)).toEqual(['1.png']);
    },
  );

  it('at the start, when nobody listens yet, ends it as it ends any program', async () => {
    const result = await workspace.run(['denoise', 'in/2.png', '-o', 'early.png', '--model', 'slow.onnx'], { interruptAfter: 1 });
    expect(result).toEqual({ code: null, signal: 'SIGINT', stdout: '', stderr: '' });
    expect((await workspace.files()).filter((name) => name.includes('early'))).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('under a limit on memory ends the same way', async () => {
    const args = ['denoise', 'in', '-o', 'limited', '--model', 'slow.onnx', '--tile', '400'];
    const result = await workspace.run(args, {
      within: ['sh', '-c', 'ulimit -v 40000000; exec "$@"', 'sh'],
      interruptOnce: () => existsSync(workspace.at('limited', '1.png')),
      interruptAfter: 100,
    });
    expect(result).toMatchObject(stopped);
    expect(await workspace.files('limited')).toEqual(['1.png']);
  });

  it.skipIf(process.platform !== 'linux')('under a limit on memory says what it says without one', async () => {
    const plain = await workspace.run([]);
    const limited = await workspace.run([], { within: ['sh', '-c', 'ulimit -v 40000000; exec "$@"', 'sh'] });
    expect(limited).toEqual(plain);
    expect(plain.stderr).toContain('Usage: cleargrain');
    expect(plain.code).toBe(2);
  });

  it('stops an evaluation and an experiment', async () => {
    // It listens before it prints its version: so long a time is enough on this machine, however busy.
    const began = performance.now();
    await workspace.run(['--version']);
    const interruptAfter = 1500 + 3 * (performance.now() - began);
    const noise = `gaussian:${Array.from({ length: 100 }, (_, i) => i + 1).join(',')}`;
    const evaluation = await workspace.run(['evaluate', '--model', 'slow.onnx', '--data', 'set', '--noise', noise], { interruptAfter });
    expect(evaluation).toEqual({ ...stopped, stdout: '' });
    const experiment = await workspace.run(['experiment', 'in/1.png', '-o', 'lesson', '--epochs', '100000'], { interruptAfter });
    expect(experiment).toEqual({ ...stopped, stdout: '' });
    expect(await workspace.files('lesson')).toEqual([]);
  });
});
