import { readFile, writeFile } from 'node:fs/promises';
import { GraphBuilder, symbolic, writeOnnx } from '@cleargrain/core';
import { writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blurModel } from './testing/blur-model.js';
import { scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

/** A good ONNX file that is no network for pictures: it takes a vector. */
function vectorModel(): Uint8Array {
  const graph = new GraphBuilder();
  graph.output('result', graph.relu(graph.input('vector', [symbolic('length')])));
  return writeOnnx(graph.build());
}

describe('the command, used wrongly', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace();
    await writeImage(workspace.at('a.png'), scene(24, 16));
    await writeImage(workspace.at('b.png'), scene(24, 16));
    await writeFile(workspace.at('file'), 'x');
    await writeFile(workspace.at('text.onnx'), 'hello');
    await writeFile(workspace.at('blur.onnx'), blurModel(1));
    await writeFile(workspace.at('cut.onnx'), blurModel(1).subarray(0, 200));
    await writeFile(workspace.at('vector.onnx'), vectorModel());
  });
  afterAll(() => workspace.remove());

  const toX = ['a.png', '-o', 'x.png'];
  it.each([
    [['nosuch'], "unknown command 'nosuch'"],
    [['denoise'], "missing required argument 'inputs'"],
    [['denoise', 'a.png'], '--output'],
    [['denoise', 'a.png', '-o'], "'-o, --output <path>' argument missing"],
    [['denoise', 'a.png', '-o', ''], '--output'],
    [['denoise', ...toX, '-o', 'y.png'], 'the option once, received it twice'],
    [['denoise', ...toX, '--in-place'], 'either --output or --in-place'],
    [['denoise', ...toX, '--strengt', '1'], "unknown option '--strengt' (Did you mean --strength?)"],
    [['denoise', ...toX, '--strength', '2'], 'expected a number from 0 to 1 for strength, received 2'],
    [['denoise', ...toX, '--strength', 'much'], "expected a number for strength, received 'much'"],
    [['denoise', ...toX, '--sigma', '-1'], 'expected a number from 0 to 255 for sigma, received -1'],
    [['denoise', ...toX, '--sigma', 'NaN'], "expected a number for sigma, received 'NaN'"],
    [['denoise', ...toX, '--detail', '1.5'], 'expected a number from 0 to 1 for detail, received 1.5'],
    [['denoise', ...toX, '--grain', '-1'], 'expected a number from 0 to 1 for grain, received -1'],
    [['denoise', ...toX, '--mask', 'none.png'], '--mask: none.png: no such file'],
    [['denoise', 'a.png', 'b.png', '-o', 'x.png'], '--output x.png looks like a file, expected a folder for more than one input'],
    [['denoise', ...toX, '--skip-below', 'low'], "expected a number for skip-below, received 'low'"],
    [['denoise', ...toX, '--tile', '0'], 'for tile, received 0'],
    [['denoise', ...toX, '--tile', 'big'], "expected auto or an integer for tile, received 'big'"],
    [['denoise', ...toX, '--quality', '101'], 'expected an integer from 1 to 100 for quality, received 101'],
    [['denoise', ...toX, '--device', 'gpu'], "expected one of auto, cpu, webgpu, cuda for device, received 'gpu'"],
    [['denoise', ...toX, '--model', 'nosuch'], "for model, received 'nosuch'"],
    [['denoise', ...toX, '--model', 'none.onnx'], 'none.onnx: no such file'],
    [['denoise', ...toX, '--model', 'text.onnx'], 'text.onnx: not an ONNX model'],
    [['denoise', ...toX, '--model', 'cut.onnx'], 'cut.onnx: '],
    [['denoise', ...toX, '--model', 'vector.onnx'], 'vector.onnx: '],
    [['denoise', ...toX.slice(0, 2), 'x.bmp'], 'x.bmp: expected the extension .png'],
    [['denoise', 'a.png', 'b.png', '-o', 'file'], 'file is a file, expected a folder'],
    [['noise', ...toX], 'expected a kind of noise: one of --photo'],
    [['noise', ...toX, '--gaussian', '-3'], 'for gaussian, received -3'],
    [['noise', ...toX, '--gaussian', 'x'], "expected a number for gaussian, received 'x'"],
    [['noise', ...toX, '--gaussian', '10,20'], 'expected one level for gaussian, received 10,20'],
    [['noise', ...toX, '--camera', '0.1'], 'camera:0.1'],
    [['noise', ...toX, '--jpeg', '0'], 'jpeg'],
    [['compare', 'a.png', 'b.png', '-o', 'figure.jpg'], 'ends in .png or .svg for --output, received figure.jpg'],
    [['compare', 'a.png', 'b.png', '-o', 'b.png'], 'b.png would overwrite the input b.png'],
    [['evaluate', '--model', 'blur.onnx', '--data', '.'], 'expected a noise such as gaussian:15,25,50 for --noise'],
    [['evaluate', '--model', 'blur.onnx', '--noise', 'gaussian:25'], 'expected sets of clean pictures for --data'],
    [['evaluate', '--model', 'blur.onnx', '--data', 'none', '--noise', 'gaussian:25'], '--data: none: no such file or folder'],
    [['evaluate', '--model', 'blur.onnx', '--data', '.', '--noise', 'gauss:25'], "for noise, received 'gauss'"],
    [['experiment', 'a.png', '-o', 'e', '--size', '256'], "expected WIDTHxHEIGHT in pixels for size, received '256'"],
    [['experiment', 'a.png', '-o', 'e', '--layers', '8,x'], "expected widths such as 8,16,8,4 for layers, received '8,x'"],
    [['experiment', 'a.png', '-o', 'e', '--epochs', '0'], 'for epochs, received 0'],
    [['experiment', 'a.png', '-o', 'e', '--gray', '--color'], 'either --gray or --color'],
    [['experiment', 'a.png', '-o', 'file'], '--output: expected a folder at file, found a file'],
    [['train', '--data', 'a.png', '-o', 'x'], 'ends in .onnx for --output, received x'],
    [['train', '--data', 'a.png', '-o', 'file/x.onnx'], '--output: expected a folder at file, found a file'],
    [['models', 'show', 'nosuch'], "received 'nosuch'"],
    [['models', 'list', 'extra'], 'too many arguments'],
    [['models', 'lst'], "expected list or show for the command of models, received 'lst'"],
  ])('%j', async (args, message) => {
    const before = await workspace.files();
    const { code, stdout, stderr } = await workspace.runHere(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    // One line, which says what was expected.
    expect(stderr).toMatch(/^cleargrain: [^\n]+\n$/);
    expect(stderr).toContain(message);
    expect(await workspace.files()).toEqual(before);
  });

  it('tells what it can do, and its version, on stdout', async () => {
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
    expect(await workspace.run(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
    const help = await workspace.run(['denoise', '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('--strength');
  });
});
