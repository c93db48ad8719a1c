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
    await mkdir(workspace.at('out'));
    await mkdir(workspace.at('set'));
    await writeImage(workspace.at('set', 'picture.png'), scene(320, 240));
    await writeImage(workspace.at('in', '1.png'), scene(48, 48));
    for (const name of ['2', '3', '4']) await writeImage(workspace.at('in', `${name}.png`), scene(2400, 1800));
  });
  afterAll(() => workspace.remove());

  // The same moments on a slow and on a fast machine hit different steps; all must end the same way.
  it.each([400, 700, 1500])('after %i ms ends with one line, the code of an interruption, and no half file', async (interruptAfter) => {
    const output = `out/${interruptAfter}.png`;
    const args = ['denoise', 'in/2.png', '-o', output, '--model', 'slow.onnx', '--tile', '400', '--json'];
    const { code, signal, stdout, stderr } = await workspace.run(args, { interruptAfter });
    // Before the command has begun to listen the signal ends it as it ends any program, and also while engine or codec are in the middle of something.
    expect(signal === null ? code : signal).toBe(signal === null ? 130 : 'SIGINT');
    if (signal === null || stderr !== '') expect(stderr).toBe('cleargrain: stopped\n');
    if (stdout !== '') expect(JSON.parse(stdout)).toEqual({ images: [], failed: [] });
    expect(await workspace.files('out')).toEqual([]);
  });

  it('keeps what was done, and says so in the document', async () => {
    let asked = false;
    const { code, signal, stdout, stderr } = await workspace.run(['denoise', 'in', '-o', 'kept', '--model', 'slow.onnx', '--tile', '400'], {
      onOutput(text, child) {
        if (!asked && text.includes('kept/1.png')) asked = child.kill('SIGINT');
      },
    });
    expect({ ended: code ?? signal, stderr }).toEqual({ ended: signal === null ? 130 : 'SIGINT', stderr: 'cleargrain: stopped\n' });
    expect(stdout.split('\n')).toHaveLength(2);
    expect(await workspace.files('kept')).toEqual(['1.png']);
  });

  it('stops an evaluation and an experiment', async () => {
    const noise = `gaussian:${Array.from({ length: 100 }, (_, i) => i + 1).join(',')}`;
    const evaluation = await workspace.run(['evaluate', '--model', 'slow.onnx', '--data', 'set', '--noise', noise], {
      interruptAfter: 2500,
    });
    const stopped = { stdout: '', stderr: 'cleargrain: stopped\n' };
    expect(evaluation).toMatchObject({ ...stopped, ...(evaluation.signal === null ? { code: 130 } : { signal: 'SIGINT' }) });
    const experiment = await workspace.run(['experiment', 'in/1.png', '-o', 'lesson', '--epochs', '100000'], { interruptAfter: 2000 });
    expect(experiment).toMatchObject({ ...stopped, ...(experiment.signal === null ? { code: 130 } : { signal: 'SIGINT' }) });
    expect(await workspace.files('lesson')).toEqual([]);
  });
});
