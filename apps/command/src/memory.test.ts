import { writeFile } from 'node:fs/promises';
import { writeImage } from '@cleargrain/node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blurModel } from './testing/blur-model.js';
import { noisy, scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

describe('denoise --memory', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace();
    await writeFile(workspace.at('gray.onnx'), blurModel(1));
    await writeImage(workspace.at('small.png'), noisy(scene(40, 30), 25));
    const large = sharp({ create: { width: 3500, height: 3300, channels: 3, background: '#888' } });
    await large.jpeg({ progressive: true }).toFile(workspace.at('progressive.jpg'));
  });
  afterAll(() => workspace.remove());

  it.each([
    ['much', "expected a size such as 1GB or 512MB for memory, received 'much'"],
    ['20MB', "expected at least 350 MB for memory, received '20 MB'"],
  ])('%s is wrong usage', async (memory, message) => {
    const result = await workspace.run(['denoise', 'small.png', '-o', 'out.png', '--memory', memory]);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(message);
  });

  it('refuses what does not fit, does the rest, and leaves nothing but results', async () => {
    const args = ['denoise', 'small.png', 'progressive.jpg', '-o', 'out', '--model', 'gray.onnx', '--memory', '350MB'];
    const { code, stderr } = await workspace.run(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /progressive\.jpg: 3500×3300 pixels of a progressive JPEG can only be decoded as a whole, which takes \d+ MB, expected at most 350 MB \(memory\): give more/,
    );
    expect(await workspace.files('out')).toEqual(['small.png']);
  });
});
