import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { encodePicture, Picture, readImage, writeImage } from '@cleargrain/node';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blurModel } from './testing/blur-model.js';
import { scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

describe('the command, given bad pictures', () => {
  let workspace: Workspace;
  const good = ['1x1.png', '1x40.png', 'bits.png', 'cmyk.jpg', 'good.png', 'long.png', 'palette.png'];
  const bad: Readonly<Record<string, RegExp>> = {
    'bad\nname.png': /not a picture/,
    'cut.jpg': /damaged or incomplete/,
    'cut.png': /cut short: \d+ bytes/,
    'empty.png': /an empty file, expected a picture/,
    'moving.gif': /animated, 2 frames/,
    'nan.tif': /not a finite number/,
    'text.png': /not a picture/,
  };

  beforeAll(async () => {
    workspace = await createWorkspace();
    await mkdir(workspace.at('in'));
    await mkdir(workspace.at('nothing'));
    const at = (name: string) => workspace.at('in', name);
    await writeImage(at('good.png'), scene(60, 50));
    await writeImage(at('1x1.png'), scene(1, 1));
    await writeImage(at('1x40.png'), scene(1, 40));
    await writeImage(at('long.png'), scene(30000, 1));
    await writeFile(at('empty.png'), '');
    await writeFile(at('text.png'), 'hello');
    await writeFile(at('bad\nname.png'), 'hello');
    const whole = await readFile(at('good.png'));
    await writeFile(at('cut.png'), whole.subarray(0, whole.length >> 1));
    await writeImage(workspace.at('whole.jpg'), scene(200, 100));
    const jpeg = await readFile(workspace.at('whole.jpg'));
    await writeFile(at('cut.jpg'), jpeg.subarray(0, jpeg.length >> 1));
    const color = sharp({ create: { width: 40, height: 30, channels: 3, background: '#c84' } });
    await color.clone().toColorspace('cmyk').jpeg().toFile(at('cmyk.jpg'));
    await color.clone().png({ palette: true }).toFile(at('palette.png'));
    await color.clone().threshold(128).png({ palette: true, colors: 2 }).toFile(at('bits.png'));
    const frames = Buffer.alloc(8 * 16, 100).fill(200, 64);
    await sharp(frames, { raw: { width: 8, height: 16, channels: 1, pageHeight: 8 } })
      .gif()
      .toFile(at('moving.gif'));
    const floats = new Float32Array(64).fill(0.5);
    floats[9] = Number.NaN;
    const scan = new Picture({ width: 8, height: 8, channels: 1, samples: floats, origin: { format: 'tiff', depth: 32, metadata: {} } });
    await writeFile(at('nan.tif'), await encodePicture(scan));
    await writeFile(workspace.at('blur.onnx'), blurModel(1));
  });
  afterAll(() => workspace.remove());

  it('does the good ones, names each bad one in one line, and leaves nothing half done', async () => {
    const inputs = await workspace.files('in');
    const before = await Promise.all(inputs.map((name) => readFile(workspace.at('in', name))));
    const { code, stdout, stderr } = await workspace.run(['denoise', 'in', '-o', 'out', '--model', 'blur.onnx', '--json']);
    expect(code).toBe(1);
    const { images, failed } = JSON.parse(stdout) as { images: { input: string }[]; failed: { input: string; error: string }[] };
    expect(images.map(({ input }) => input).sort()).toEqual(good.map((name) => `in/${name}`));
    expect(failed.map(({ input }) => input).sort()).toEqual(Object.keys(bad).map((name) => `in/${name}`));
    for (const { input, error } of failed) {
      expect(error).toMatch(bad[input.slice('in/'.length)]!);
      expect(error.startsWith(`${input.replace('\n', '\\n')}: `)).toBe(true);
    }
    const lines = stderr.trimEnd().split('\n');
    expect(lines.sort()).toEqual(failed.map(({ error }) => `cleargrain: ${error}`).sort());
    expect(await workspace.files('out')).toEqual(good);
    const { width, height } = await readImage(workspace.at('out', 'long.png'));
    expect([width, height]).toEqual([30000, 1]);
    expect(await Promise.all(inputs.map((name) => readFile(workspace.at('in', name))))).toEqual(before);
  });

  it.each([
    [['missing.png'], 'missing.png: no such file or folder'],
    [['nothing'], 'nothing: no pictures in this folder'],
    [['none-*.png'], 'none-*.png: no picture matches this pattern'],
  ])('prints one document when all of %j failed', async (inputs, message) => {
    const { code, stdout, stderr } = await workspace.run(['estimate', ...inputs, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      images: [],
      failed: [{ input: inputs[0], error: expect.stringContaining(message) as string }],
    });
    expect(stderr).toMatch(/^cleargrain: [^\n]+\n$/);
  });

  it('calls standard input by its name', async () => {
    const { code, stderr } = await workspace.run(['estimate', '-'], { input: new TextEncoder().encode('hello') });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cleargrain: standard input: not a picture[^\n]*\n$/);
  });
});
