import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { readModel, readParameters } from '@cleargrain/core';
import { findModel, readImage, writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blurModel } from './testing/blur-model.js';
import { noisy, scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

const recipe = {
  network: { architecture: 'plain', channels: 1, widths: [4] },
  steps: 1200,
  phases: [{ until: 1, batch: 2, crop: 16, loss: 'mse' }],
  learningRate: { peak: 1e-2 },
  averageDecay: 0.9,
};

describe('cleargrain train', () => {
  let workspace: Workspace;
  const train = (output: string, ...rest: string[]) => ['train', 'recipe.json', '--data', 'photos', '-o', output, ...rest];

  beforeAll(async () => {
    workspace = await createWorkspace();
    await writeFile(workspace.at('recipe.json'), JSON.stringify(recipe));
    await writeFile(workspace.at('wrong.json'), JSON.stringify({ ...recipe, stepz: 5 }));
    await writeFile(workspace.at('broken.json'), '{');
    await writeFile(
      workspace.at('flat.json'),
      JSON.stringify({ ...recipe, network: { architecture: 'flat', channels: 1, width: 4, blocks: 1 } }),
    );
    for (const folder of ['photos', 'mixed']) await mkdir(workspace.at(folder));
    for (const name of ['a', 'b', 'c']) await writeImage(workspace.at('photos', `${name}.png`), scene(40, 30, name === 'b' ? 3 : 1));
    await writeImage(workspace.at('mixed', 'good.png'), scene(40, 30));
    await writeImage(workspace.at('mixed', 'tiny.png'), scene(12, 30));
    await writeFile(workspace.at('mixed', 'broken.png'), 'hello');
    await writeFile(workspace.at('stranger.onnx'), blurModel(1));
  });
  afterAll(() => workspace.remove());

  it('begins from the weights of another run, and keeps the record of both', async () => {
    const short = ['--steps', '40', '--json'];
    expect(await workspace.runHere(train('first.onnx', ...short))).toMatchObject({ code: 0 });
    expect(await workspace.runHere(train('second.onnx', ...short, '--from', 'first.onnx', '--seed', '2'))).toMatchObject({ code: 0 });
    const recordOf = async (name: string) => readModel(name, await readFile(workspace.at(name)))!.training!;
    const [first, second] = [await recordOf('first.onnx'), await recordOf('second.onnx')];
    expect(first.before).toBeUndefined();
    expect(second.before).toStrictEqual(first);
    expect(second.recipe.seed).toBe(2);
  });

  it('begins from a model that ships by its name', async () => {
    const network = { architecture: 'plain', channels: 1, widths: [8, 16, 8, 4] };
    await writeFile(workspace.at('exercise.json'), JSON.stringify({ ...recipe, network, learningRate: { peak: 0, final: 0 } }));
    const run = ['train', 'exercise.json', '--data', 'photos', '-o', 'exercise.onnx', '--steps', '2', '--from', 'plain-8-16-8-4'];
    expect(await workspace.runHere(run)).toMatchObject({ code: 0, stderr: '' });
    const [made, ships] = [await readFile(workspace.at('exercise.onnx')), (await findModel('plain-8-16-8-4')).bytes];
    expect(readParameters(made)).toEqual(readParameters(ships));
    const unknown = await workspace.runHere(['train', 'exercise.json', '--data', 'photos', '-o', 'unknown.onnx', '--from', 'gray-l']);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringMatching(/^cleargrain: --from: expected .*gray-s.*received.*gray-l/) });
  });

  it('learns from a teacher, which the model and its card name, and is carried on with that teacher alone', async () => {
    const run = (...rest: string[]) => workspace.runHere(train('pupil.onnx', '--steps', '200', ...rest));
    for (const [name, steps] of [
      ['large', '300'],
      ['other', '20'],
    ] as const)
      expect(await workspace.runHere(train(`${name}.onnx`, '--steps', steps))).toMatchObject({ code: 0 });
    let interrupted = false;
    const stopped = await workspace.run(train('pupil.onnx', '--steps', '200', '--teacher', 'large.onnx'), {
      onOutput(text, child) {
        if (!interrupted && text.includes('learning from')) interrupted = child.kill('SIGINT');
      },
    });
    expect(stopped).toMatchObject({ signal: 'SIGINT' });
    const message = 'cleargrain: --resume: expected the --teacher large, with which pupil.checkpoint began, received';
    expect(await run('--resume')).toMatchObject({ code: 2, stderr: `${message} none\n` });
    expect(await run('--resume', '--teacher', 'other.onnx')).toMatchObject({ code: 2, stderr: `${message} other\n` });
    expect(await run('--resume', '--teacher', 'large.onnx')).toMatchObject({ code: 0, stderr: '' });
    const recordOf = async (name: string) => readModel(name, await readFile(workspace.at(`${name}.onnx`)))!.training!;
    expect((await recordOf('pupil')).teacher).toStrictEqual({ name: 'large', training: await recordOf('large') });
    const alone = await workspace.runHere(train('alone.onnx', '--steps', '200'));
    expect(alone).toMatchObject({ code: 0 });
    const [pupil, other] = await Promise.all(['pupil', 'alone'].map((name) => readFile(workspace.at(`${name}.onnx`))));
    expect(readParameters(pupil!)).not.toEqual(readParameters(other!));
    const card = ['evaluate', '--model', 'pupil.onnx', '--data', 'photos', '--noise', 'gaussian:25', '--card'];
    expect(await workspace.runHere(card)).toMatchObject({ code: 0 });
    expect(await readFile(workspace.at('pupil.md'), 'utf8')).toContain('what large makes of the noisy pictures (3 pictures)');
  });

  it('takes the place of a finished model only when it is told to', async () => {
    const run = (steps: string, ...rest: string[]) => workspace.runHere(train('kept.onnx', '--steps', steps, '--json', ...rest));
    const stepsOf = async () => readModel('kept', await readFile(workspace.at('kept.onnx')))!.training!.steps;
    expect(await run('20')).toMatchObject({ code: 0 });
    expect(await run('30')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'cleargrain: kept.onnx is there already: expected another --output, or --overwrite to train it anew\n',
    });
    expect(await stepsOf()).toBe(20);
    expect(await run('30', '--overwrite')).toMatchObject({ code: 0, stderr: '' });
    expect(await stepsOf()).toBe(30);
    await writeFile(workspace.at('kept.checkpoint'), 'of an earlier run');
    expect(await run('40', '--overwrite')).toMatchObject({ code: 0, stderr: '' });
    expect(await stepsOf()).toBe(40);
    expect(await workspace.files()).not.toContain('kept.checkpoint');
  });

  it('begins from a model of fewer blocks and smaller widths as if it were that model, and from none whose network has other things than the recipe says', async () => {
    const network = { architecture: 'flat', channels: 1, width: 4, blocks: 1 };
    const one = { ...recipe, steps: 1 };
    const still = { ...one, learningRate: { peak: 1e-12, final: 1e-12, warmup: 0 } };
    await writeFile(workspace.at('deep.json'), JSON.stringify({ ...still, network: { ...network, width: 6, context: 3, blocks: 3 } }));
    await writeFile(workspace.at('bare.json'), JSON.stringify({ ...one, network }));
    await writeFile(workspace.at('context.json'), JSON.stringify({ ...one, network: { ...network, context: 2 } }));
    const run = (recipeFile: string, output: string, ...rest: string[]) =>
      workspace.runHere(['train', recipeFile, '--data', 'photos', '-o', output, '--json', ...rest]);
    expect(await run('context.json', 'context.onnx')).toMatchObject({ code: 0 });
    expect(await run('bare.json', 'bare.onnx', '--from', 'context.onnx')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /--from: context\.onnx: expected a model of the recipe's network, .* with fewer blocks or smaller widths, or for colour in place of grey, received one of .*"context":2/,
      ) as string,
    });
    expect(await run('deep.json', 'deep.onnx', '--from', 'context.onnx')).toMatchObject({ code: 0, stderr: '' });
    expect(readModel('deep', await readFile(workspace.at('deep.onnx')))!.network).toMatchObject({ blocks: 3, width: 6 });
    await writeImage(workspace.at('grainy.png'), noisy(scene(40, 30), 25, 9));
    const denoised = async (model: string) => {
      await workspace.runHere(['denoise', 'grainy.png', '-o', `${model}.png`, '--model', model]);
      return (await readImage(workspace.at(`${model}.png`))).data;
    };
    expect(await denoised('deep.onnx')).toEqual(await denoised('context.onnx'));
    expect(await run('context.json', 'shallow.onnx', '--from', 'deep.onnx')).toMatchObject({ code: 2 });
  });

  it('for grey begins from a model for colour, as what that model makes of three equal colours; the other way it does not', async () => {
    const network = { architecture: 'flat', channels: 3, width: 4, blocks: 1, direct: 4 };
    const still = { ...recipe, steps: 1, learningRate: { peak: 1e-12, final: 1e-12, warmup: 0 } };
    await writeFile(workspace.at('colors.json'), JSON.stringify({ ...recipe, steps: 3, network }));
    await writeFile(workspace.at('grays.json'), JSON.stringify({ ...still, network: { ...network, channels: 1 } }));
    const run = (recipeFile: string, output: string, ...rest: string[]) =>
      workspace.runHere(['train', recipeFile, '--data', 'photos', '-o', output, '--json', ...rest]);
    expect(await run('colors.json', 'colors.onnx')).toMatchObject({ code: 0 });
    expect(await run('grays.json', 'grays.onnx', '--from', 'colors.onnx')).toMatchObject({ code: 0, stderr: '' });
    await writeImage(workspace.at('grainy.png'), noisy(scene(40, 30), 25, 9));
    const denoised = async (model: string) => {
      await workspace.runHere(['denoise', 'grainy.png', '-o', `${model}.png`, '--model', model]);
      return (await readImage(workspace.at(`${model}.png`))).data;
    };
    const [gray, color] = [await denoised('grays.onnx'), await denoised('colors.onnx')];
    // Both are rounded to 8 bits.
    expect(Math.max(...gray.map((value, index) => Math.abs(value - color[index]!)))).toBeLessThan(1.01 / 255);
    expect(gray).not.toEqual((await readImage(workspace.at('grainy.png'))).data);
    expect(await run('colors.json', 'again.onnx', '--from', 'grays.onnx')).toMatchObject({ code: 2 });
  });

  it('stopped by Ctrl-C and carried on, makes the very weights of a run that was not stopped', async () => {
    const whole = await workspace.runHere(train('whole.onnx', '--validation', 'photos/c.png', '--json'));
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(whole.stdout)).toMatchObject({ model: 'whole.onnx', steps: 1200, heldOut: ['photos/c.png'], failed: [] });

    let interrupted = false;
    const stopped = await workspace.run(train('parts.onnx', '--validation', 'photos/c.png', '--describe', 'drawn (CC0)'), {
      onOutput(text, child) {
        // The first line says that the training begins.
        if (!interrupted && text.includes('learning from 2 pictures, 1 held out')) interrupted = child.kill('SIGINT');
      },
    });
    expect(stopped).toMatchObject({ code: null, signal: 'SIGINT', stderr: 'cleargrain: stopped\n' });
    expect(await workspace.files()).toEqual(expect.arrayContaining(['parts.checkpoint', 'parts.onnx']));
    expect(readModel('parts', await readFile(workspace.at('parts.onnx')))!.training!.steps).toBeLessThan(1200);

    const again = await workspace.runHere(train('parts.onnx', '--validation', 'photos/c.png'));
    expect(again).toMatchObject({ code: 2, stderr: expect.stringMatching(/^cleargrain: parts\.checkpoint .*--resume.*\n$/) as string });
    const other = await workspace.runHere(train('parts.onnx', '--resume', '--seed', '5'));
    expect(other).toMatchObject({ code: 2, stderr: expect.stringMatching(/^cleargrain: --resume: .*seed.*\n$/) as string });

    const taught = await workspace.runHere(train('parts.onnx', '--validation', 'photos/c.png', '--resume', '--teacher', 'whole.onnx'));
    const noTeacher = 'cleargrain: --resume: expected no --teacher, as parts.checkpoint began, received whole\n';
    expect(taught).toMatchObject({ code: 2, stdout: '', stderr: noTeacher });

    const elsewhere = ['train', 'recipe.json', '--validation', 'photos/c.png', '-o', 'parts.onnx', '--resume'];
    const message = 'cleargrain: --resume: expected for --data the 2 pictures with which parts.checkpoint began, received ';
    for (const [data, received] of [
      [['photos/a.png'], '1'],
      [['photos/b.png', 'photos/a.png'], 'as many of other names'],
    ] as const) {
      const refused = await workspace.runHere([...elsewhere, '--data', ...data]);
      expect(refused).toMatchObject({ code: 2, stdout: '', stderr: `${message}${received}\n` });
    }

    const resumed = await workspace.runHere(train('parts.onnx', '--validation', 'photos/c.png', '--resume'));
    expect(resumed).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/from step \d+/) as string });
    const [one, two] = await Promise.all(['whole.onnx', 'parts.onnx'].map((name) => readFile(workspace.at(name))));
    expect(readParameters(two!)).toEqual(readParameters(one!));
    expect(readModel('one', one!)!.visibleReach).toBeGreaterThan(0);
    const [record, wholeRecord] = [readModel('parts', two!)!.training!, readModel('whole', one!)!.training!];
    expect(record.steps).toBe(1200);
    expect(record.data).toBe('drawn (CC0)');
    expect(record.history).toEqual(wholeRecord.history);
    expect((await workspace.files()).filter((name) => /checkpoint|\.part/.test(name))).toEqual([]);

    const ended = await workspace.runHere(train('parts.onnx', '--validation', 'photos/c.png', '--resume'));
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('the run of parts.onnx has ended') as string });
  });

  it('stopped after its last step, while it measures how far the network sees, is carried on from there', async () => {
    const network = { architecture: 'unet', channels: 1, widths: [32, 32, 32], blocks: 1 };
    await writeFile(workspace.at('deep-unet.json'), JSON.stringify({ ...recipe, network, steps: 2 }));
    for (const name of ['x', 'y']) await writeImage(workspace.at(`${name}.png`), scene(512, 512, 1));
    const args = ['train', 'deep-unet.json', '--data', 'x.png', '--validation', 'y.png', '-o', 'last.onnx'];
    let interrupted = false;
    const stopped = await workspace.run(args, {
      onOutput(text, child) {
        if (!interrupted && /^step 2 /m.test(text)) interrupted = child.kill('SIGINT');
      },
    });
    expect(stopped).toMatchObject({ code: null, signal: 'SIGINT', stderr: 'cleargrain: stopped\n' });
    expect(await workspace.files()).toEqual(expect.arrayContaining(['last.checkpoint', 'last.onnx']));
    expect(await workspace.runHere([...args, '--resume'])).toMatchObject({ code: 0, stderr: '' });
    expect(await workspace.files()).not.toContain('last.checkpoint');
    expect(readModel('last', await readFile(workspace.at('last.onnx')))!.visibleReach).toBeLessThan(60);
  });

  it('makes a model that cleans pictures it has not seen', async () => {
    const clean = scene(60, 44);
    await writeImage(workspace.at('noisy.png'), noisy(clean, 25, 9));
    await workspace.runHere(train('able.onnx', '--steps', '800'));
    const { code } = await workspace.runHere(['denoise', 'noisy.png', '-o', 'clean.png', '--model', 'able.onnx']);
    expect(code).toBe(0);
    const error = async (name: string) => {
      const { data } = await readImage(workspace.at(name));
      return data.reduce((sum, value, i) => sum + (value - clean.data[i]!) ** 2, 0);
    };
    expect(await error('clean.png')).toBeLessThan((await error('noisy.png')) / 2);
  });

  it('leaves out pictures that it cannot use, names each, and fails in the end', async () => {
    const { code, stdout, stderr } = await workspace.runHere([
      ...['train', 'recipe.json', '--data', 'mixed', '-o', 'mixed.onnx', '--steps', '3', '--json'],
    ]);
    expect(code).toBe(1);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^cleargrain: mixed\/broken\.png: not a picture/),
      "cleargrain: mixed/tiny.png: expected at least 16×16 pixels, the recipe's largest crop, received 12×30",
      '',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ steps: 3, failed: [{ input: 'mixed/broken.png' }, { input: 'mixed/tiny.png' }] });
    expect(await workspace.files()).toContain('mixed.onnx');
  });

  it('leaves out held-out pictures that are too small for the network, and names each', async () => {
    await writeImage(workspace.at('thin.png'), scene(1, 30));
    const validation = ['--validation', 'thin.png', 'photos/c.png'];
    const { code, stdout, stderr } = await workspace.runHere([
      ...['train', 'flat.json', '--data', 'photos', ...validation, '-o', 'flat.onnx', '--steps', '2', '--json'],
    ]);
    expect(stderr).toBe('cleargrain: thin.png: expected at least 2×2 pixels, the least that the network takes, received 1×30\n');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      steps: 2,
      history: [{ psnr: expect.any(Number) as number }],
      failed: [{ input: 'thin.png' }],
    });
  });

  it.each([
    [['--steps', 'x'], /expected an integer for steps, received 'x'/],
    [['--from', 'stranger.onnx'], /--from: stranger\.onnx: expected a model of the recipe's network, .*\[4\].* received one of .*\[1\]/],
    [['--from', 'none.onnx'], /--from: .*none\.onnx: no such file/],
    [['--teacher', 'none.onnx'], /--teacher: .*none\.onnx: no such file/],
    [['--teacher', 'stranger.onnx', '--overwrite', '-o', 'stranger.onnx'], /stranger\.onnx/],
    [['--teacher', 'photos/a.png'], /--teacher: photos\/a\.png: not an ONNX model/],
    [['--resume'], /--resume: .*new\.checkpoint: no such file/],
    [['--resume', '--overwrite'], /expected either --resume or --overwrite, received both/],
    [['--resume', '--from', 'stranger.onnx'], /expected either --resume or --from, received both/],
    [['--validation', 'photos'], /--data: expected pictures beside those of --validation/],
  ])('refuses %j and writes nothing', async (options, message) => {
    const { code, stderr } = await workspace.runHere(train('new.onnx', ...options));
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^cleargrain: [^\n]*\n$/);
    expect((await workspace.files()).filter((name) => name.startsWith('new'))).toEqual([]);
  });

  it.each([
    ['wrong.json', /wrong\.json: .*stepz/],
    ['broken.json', /broken\.json: expected a recipe in JSON/],
    ['none.json', /none\.json: expected a recipe: no such file/],
  ])('refuses the recipe %s', async (config, message) => {
    const { code, stderr } = await workspace.runHere(['train', config, '--data', 'photos', '-o', 'new.onnx']);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^cleargrain: [^\n]*\n$/);
  });
});
