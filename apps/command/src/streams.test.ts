import { existsSync } from 'node:fs';
import { writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

describe('what the command prints', () => {
  let workspace: Workspace;
  const pictures = ['a.png', 'b.png', 'line\nbreak.png', 'red\u001b[31m.png'];
  beforeAll(async () => {
    workspace = await createWorkspace();
    for (const name of pictures) await writeImage(workspace.at(name), scene(16, 16));
  });
  afterAll(() => workspace.remove());

  it('may be cut off by its reader: the work goes on in silence', async () => {
    const { code, stderr } = await workspace.run(['noise', '.', '-o', 'out', '--gaussian', '5'], {
      onOutput: (_, child) => void child.stdout?.destroy(),
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await workspace.files('out')).toHaveLength(pictures.length);
  });

  it.skipIf(!existsSync('/dev/full'))('fails when it cannot be written (wants /dev/full)', async () => {
    const { code, stderr } = await workspace.run(['estimate', 'a.png'], { within: ['sh', '-c', '"$@" > /dev/full', 'sh'] });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cleargrain: standard output cannot be written: [^\n]+\n$/);
  });

  it.skipIf(!existsSync('/dev/full'))('says once that a result cannot be written there (wants /dev/full)', async () => {
    const within = ['sh', '-c', '"$@" > /dev/full', 'sh'];
    const { code, stderr } = await workspace.run(['denoise', 'a.png', '-o', '-', '--model', 'plain-8-16-8-4'], { within });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cleargrain: a\.png: standard output cannot be written: [^\n]+\n$/);
  });

  it('has one line for a picture whatever its name', async () => {
    const { code, stdout } = await workspace.run(['estimate', pictures[2]!, pictures[3]!]);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^line\\nbreak\.png {2}σ \d/),
      expect.stringMatching(/^red\\x1b\[31m\.png {2}σ \d/),
      '',
    ]);
  });
});
