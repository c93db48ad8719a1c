import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { chooseModel, createImage, createRandom, type Image, jpeg, parseVideoFormat, planeSizes } from '@cleargrain/core';
import { decodePicture, shippedModels, writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blurModel } from './testing/blur-model.js';
import { noisy, scene } from './testing/pictures.js';
import { bin } from './testing/run-command.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

/** Those that `auto` takes for colour and for grey. */
const shipped = await shippedModels();
const [forColor, forGray] = [chooseModel(shipped, 'color'), chooseModel(shipped, 'gray')];

/** A smooth video, with noise of so many steps of 8 bits. */
function makeVideo(space: string, frames: number, sigma: number, [width, height] = [66, 50]): Buffer {
  const header = `YUV4MPEG2 W${width} H${height} F25:1 Ip A1:1 C${space}\n`;
  const format = parseVideoFormat(header.trimEnd());
  const step = 2 ** (format.bits - 8);
  const random = createRandom(1);
  const pieces = [Buffer.from(header)];
  for (let frame = 0; frame < frames; frame++) {
    pieces.push(Buffer.from('FRAME\n'));
    for (const [plane, [across, down]] of planeSizes(format).entries()) {
      const samples = format.bits > 8 ? new Uint16Array(across * down) : new Uint8Array(across * down);
      for (let i = 0; i < samples.length; i++) {
        const place = ((i % across) / across + Math.floor(i / across) / down) * 6 + plane + frame / 5;
        samples[i] = Math.round((128 + (plane === 0 ? 40 : 10) * Math.sin(place) + sigma * random.normal()) * step);
      }
      pieces.push(Buffer.from(samples.buffer));
    }
  }
  return Buffer.concat(pieces);
}

/** Root of the mean square difference of each plane of the first frame, its border left out, in steps of 8 bits. */
function differences(a: Buffer, b: Buffer): number[] {
  const start = a.indexOf('\n') + 1;
  const format = parseVideoFormat(a.toString('latin1', 0, start - 1));
  const wide = format.bits > 8 ? 2 : 1;
  let at = start + 'FRAME\n'.length;
  return planeSizes(format).map(([across, down]) => {
    let [sum, count] = [0, 0];
    for (let i = 0; i < across * down; i++, at += wide) {
      // The model blurs black from outside into the border.
      if (i < 2 * across || i >= (down - 2) * across || i % across < 2 || i % across >= across - 2) continue;
      count++;
      const [left, right] = wide === 2 ? [a.readUInt16LE(at), b.readUInt16LE(at)] : [a[at]!, b[at]!];
      sum += ((left - right) / 2 ** (format.bits - 8)) ** 2;
    }
    return Math.sqrt(sum / count);
  });
}

describe('a video', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace();
    await writeFile(workspace.at('gray.onnx'), blurModel(1));
    await writeFile(workspace.at('color.onnx'), blurModel(3));
    await writeImage(workspace.at('picture.png'), noisy(scene(40, 30, 3), 25));
  });
  afterAll(() => workspace.remove());
  /** Standard input to standard output, as in a pipe of programs. */
  const pipe = (input: Uint8Array, others: readonly string[] = [], model = 'color.onnx') =>
    new Promise<{ code: number | null; stdout: Buffer; stderr: string }>((resolve) => {
      const child = spawn(process.execPath, [bin, 'denoise', '-', '-o', '-', '--model', model, ...others], {
        cwd: workspace.folder,
      });
      const pieces: Buffer[] = [];
      let stderr = '';
      child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.stdin.on('error', () => {});
      child.stdin.end(input);
      child.on('close', (code) => resolve({ code, stdout: Buffer.concat(pieces), stderr }));
    });

  it.each(['420jpeg', '422', '444', '411', 'mono', '420p10', '444p12', '422p16'])(
    '%s becomes cleaner in every plane, standard input to output',
    async (space) => {
      const [clean, dirty] = [makeVideo(space, 3, 0), makeVideo(space, 3, 12)];
      const { code, stdout, stderr } = await pipe(dirty, [], space === 'mono' ? 'gray.onnx' : 'color.onnx');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout.length).toBe(dirty.length);
      expect(stdout.subarray(0, stdout.indexOf('\n'))).toEqual(dirty.subarray(0, dirty.indexOf('\n')));
      const [before, after] = [differences(dirty, clean), differences(stdout, clean)];
      for (const [plane, level] of after.entries()) expect(level).toBeLessThan(0.75 * before[plane]!);
    },
  );

  it.each([[['--strength', '0']], [['--skip-below', '255']]])('%j gives it back byte for byte', async (options) => {
    const video = makeVideo('420p10', 2, 12);
    expect((await pipe(video, options)).stdout.equals(video)).toBe(true);
  });

  it('whose frames are all alike stays still', async () => {
    const first = makeVideo('420', 1, 12);
    const start = first.indexOf('\n') + 1;
    const frame = first.subarray(start);
    const { stdout } = await pipe(Buffer.concat([first, frame, frame, frame]));
    for (let i = 1; i < 4; i++) {
      const at = start + i * frame.length;
      expect(stdout.subarray(at, at + frame.length).equals(stdout.subarray(start, start + frame.length))).toBe(true);
    }
    expect(stdout.equals(Buffer.concat([first, frame, frame, frame]))).toBe(false);
  });

  it.each(['first', 'last'])('in colour keeps one model, also where its %s frame has no colour', async (place) => {
    const [colorful, colorless] = [makeVideo('444', 1, 12), makeVideo('444', 1, 12)];
    const start = colorful.indexOf('\n') + 1;
    colorless.fill(128, start + 'FRAME\n'.length + 66 * 50);
    await writeFile(
      workspace.at('fading.y4m'),
      Buffer.concat(place === 'last' ? [colorful, colorless.subarray(start)] : [colorless, colorful.subarray(start)]),
    );
    const denoised = async (model: string) => {
      const ran = await workspace.runHere(['denoise', 'fading.y4m', '-o', `${model}.y4m`, '--model', model, '--json']);
      expect(JSON.parse(ran.stdout)).toMatchObject({ images: [{ frames: 2, model: forColor }], failed: [] });
      return readFile(workspace.at(`${model}.y4m`));
    };
    expect((await denoised('auto')).equals(await denoised(forColor))).toBe(true);
  });

  it('as a file gives the same bytes as in a pipe, and is told of as pictures are', async () => {
    await writeFile(workspace.at('in.y4m'), makeVideo('420', 3, 12));
    const { code, stdout, stderr } = await workspace.runHere(['denoise', 'in.y4m', '-o', 'new/out.y4m', '--model', 'color.onnx', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      images: [{ input: 'in.y4m', output: 'new/out.y4m', width: 66, height: 50, frames: 3, model: 'color.onnx' }],
      failed: [],
    });
    const piped = await pipe(await readFile(workspace.at('in.y4m')));
    expect((await readFile(workspace.at('new', 'out.y4m'))).equals(piped.stdout)).toBe(true);
  });

  it('that is cut short gives its whole frames in a pipe, no file, and an error', async () => {
    const video = makeVideo('420', 3, 12);
    const cut = video.subarray(0, video.length - 10);
    const { code, stdout, stderr } = await pipe(cut);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^cleargrain: standard input: cut short in frame 3: \d+ bytes, expected \d+\n$/),
    ]);
    expect(stdout.equals((await pipe(video)).stdout.subarray(0, stdout.length))).toBe(true);
    expect(stdout.length).toBeGreaterThan(video.length / 2);
    await writeFile(workspace.at('cut.y4m'), cut);
    expect(await workspace.runHere(['denoise', 'cut.y4m', '-o', 'whole.y4m', '--model', 'color.onnx'])).toMatchObject({ code: 1 });
    expect((await workspace.files()).filter((name) => name.includes('whole'))).toEqual([]);
  });

  it('ends when its reader goes, without waiting for the rest', async () => {
    const within = ['sh', '-c', '"$@" | head -c 100 > /dev/null; exit 0', 'sh'];
    const { stderr } = await workspace.run(['denoise', '-', '-o', '-', '--model', 'color.onnx'], {
      input: makeVideo('420', 300, 12),
      within,
    });
    expect(stderr).toBe('cleargrain: standard input: standard output was closed by its reader\n');
  });

  it('ends at once when what a pipe brings is no video, without waiting for its writer', async ({ signal }) => {
    const args = ['denoise', '-', '-o', 'none.y4m', '--model', 'color.onnx'];
    const child = spawn(process.execPath, [bin, ...args], { cwd: workspace.folder, signal });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdin.on('error', () => {});
    child.stdin.write(await readFile(workspace.at('picture.png')));
    const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
    expect([code, stderr]).toEqual([1, 'cleargrain: standard input: not a Y4M video, expected YUV4MPEG2 at its beginning\n']);
  });

  it('leaves nothing of its mask when the model cannot be had', async () => {
    // Larger than what a mask may have of the least memory: it is decoded into a file.
    await writeImage(workspace.at('large.png'), createImage(4000, 4000, 1));
    const before = await workspace.files();
    const args = ['denoise', 'large.png', '-o', '-', '--mask', 'large.png', '--memory', '350MB', '--model', 'none.onnx'];
    expect(await workspace.runHere(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('none.onnx') as string });
    expect(await workspace.files()).toEqual(before);
  });

  it('takes a mask within the least memory', async () => {
    const mask = createImage(66, 50, 1);
    mask.data.fill(1, 0, 66 * 20);
    await writeImage(workspace.at('mask.png'), mask);
    const video = makeVideo('444', 1, 12);
    const [masked, whole] = [await pipe(video, ['--mask', 'mask.png', '--memory', '350MB']), await pipe(video)];
    expect([masked.code, masked.stderr]).toEqual([0, '']);
    // Of the first plane: white is denoised as without a mask, black stays.
    const start = video.indexOf('FRAME\n') + 'FRAME\n'.length;
    const [white, black] = [start + 66 * 20, start + 66 * 50];
    expect(masked.stdout.subarray(start, white).equals(whole.stdout.subarray(start, white))).toBe(true);
    expect(masked.stdout.subarray(white, black).equals(video.subarray(white, black))).toBe(true);
  });

  it.each([
    [['-', '-o', '-', '--json'], /--json/],
    [['a.y4m', '-o', '-', '--resume'], /--resume/],
    [['a.y4m', '--in-place'], /--output/],
    [['a.y4m', 'b.png', '-o', '-'], /one input/],
    [['in.y4m', '-o', 'out.png'], /FILE\.y4m/],
    [['in.y4m', '-o', 'in.y4m'], /would overwrite the input/],
    [['in.y4m', '-o', 'other.y4m', '--quality', '80'], /--quality/],
  ])('refuses %j as wrong usage', async (args, message) => {
    const { code, stdout, stderr } = await workspace.runHere(['denoise', ...args, '--model', 'color.onnx']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('gives one picture on too, from standard input to standard output in its own format', async () => {
    const { code, stdout, stderr } = await pipe(await readFile(workspace.at('picture.png')));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await decodePicture(stdout)).toMatchObject({ width: 40, height: 30, origin: { format: 'png' } });
    const bad = await pipe(Buffer.from('hello'));
    expect([bad.code, bad.stdout.length, bad.stderr]).toEqual([1, 0, expect.stringMatching(/^cleargrain: standard input: not a picture/)]);
  });
});

describe('a sequence of files', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace();
    await writeFile(workspace.at('color.onnx'), blurModel(3));
  });
  afterAll(() => workspace.remove());
  const grayFile = () => noisy(scene(66, 50, 1), 12, 3);
  const colorless = () => {
    const { data } = grayFile();
    return { ...createImage(66, 50, 3), data: Float32Array.from({ length: 3 * data.length }, (_, i) => data[i % data.length]!) };
  };
  const color = (sigma = 12, seed = 1) => noisy(scene(66, 50, 3), sigma, seed);
  const write = async (name: string, frames: readonly Image[]) => {
    await mkdir(workspace.at(name));
    for (const [i, frame] of frames.entries()) await writeImage(workspace.at(name, `${String(i + 1).padStart(5, '0')}.png`), frame);
  };
  const denoise = async (name: string, output: string, options: readonly string[]) => {
    const { stdout, stderr } = await workspace.runHere(['denoise', `${name}/%05d.png`, '-o', `${output}/%05d.png`, '--json', ...options]);
    const { images, failed } = JSON.parse(stdout);
    return { images: images as { input: string; model: string; sigma: number; skipped: boolean }[], failed, stderr };
  };
  const models = async (name: string, frames: readonly Image[], options: readonly string[] = []) => {
    await write(name, frames);
    return (await denoise(name, `${name}-clean`, options)).images.map(({ model }) => model);
  };

  it('keeps the model of its first frame, whatever the noise of others would choose', async () => {
    const photo = jpeg(60).apply(color(), createRandom(1));
    await write('alone', [photo]);
    expect((await denoise('alone', 'alone-clean', [])).images[0]!.model).toBe('photo-s');
    expect(await models('noise', [color(), photo, color(), photo])).toEqual(Array(4).fill(forColor));
  });

  it.each(['first', 'last'])('in colour keeps one model, also where the %s has none, in one channel or three', async (place) => {
    for (const frame of [grayFile(), colorless()]) {
      const name = `${place}-${frame.channels}`;
      const frames = place === 'first' ? [frame, frame, color()] : [color(), frame, frame];
      expect(await models(name, frames)).toEqual(Array(3).fill(forColor));
    }
  });

  it('of grey files gets the model for grey', async () => {
    expect(await models('gray', [grayFile(), grayFile()])).toEqual(Array(2).fill(forGray));
  });

  it('is not skipped in a single frame for which noise was estimated low', async () => {
    const options = ['--model', 'color.onnx', '--skip-below', '6'];
    await write('steady', [color(12, 1), color(12, 2), color(0.5, 3), color(12, 4)]);
    const { images } = await denoise('steady', 'steady-clean', options);
    expect(images.map(({ skipped }) => skipped)).toEqual(Array(4).fill(false));
  });

  it('gives the same frames when it was stopped and is carried on, and when its first frame is damaged', async () => {
    const options = ['--model', 'auto', '--skip-below', '6', '--resume'];
    await write('stopped', [grayFile(), color(12, 1), color(12, 2), color(0.5, 3), color(12, 4)]);
    await writeFile(workspace.at('stopped', '00001.png'), 'no picture');
    const whole = await denoise('stopped', 'whole', options);
    expect(whole.images).toMatchObject(Array(4).fill({ model: forColor, skipped: false }));
    expect(whole.failed).toMatchObject([{ input: 'stopped/00001.png' }]);
    const last = await readFile(workspace.at('whole', '00004.png'));
    await rm(workspace.at('whole', '00004.png'));
    const again = await denoise('stopped', 'whole', options);
    expect(again.images).toMatchObject([{ input: 'stopped/00004.png', model: forColor, skipped: false }]);
    expect((await readFile(workspace.at('whole', '00004.png'))).equals(last)).toBe(true);
  });
});

const ffmpeg = ['/usr/bin/ffmpeg', '/usr/local/bin/ffmpeg'].find((file) => existsSync(file));
it.skipIf(ffmpeg === undefined)('goes from ffmpeg to ffmpeg (wants ffmpeg)', async () => {
  const workspace = await createWorkspace();
  await writeFile(workspace.at('color.onnx'), blurModel(3));
  for (const pixels of ['yuv420p', 'yuvj420p', 'yuv422p', 'yuv444p', 'yuv411p', 'gray', 'yuv420p10le', 'yuv422p12le', 'gray16le']) {
    const source = `"${ffmpeg}" -v error -f lavfi -i testsrc2=s=64x48:r=5:d=1 -pix_fmt ${pixels} -strict -1 -f yuv4mpegpipe -`;
    const within = ['sh', '-c', `${source} | "$@" | "${ffmpeg}" -v error -f yuv4mpegpipe -i - -f framecrc - | grep -c '^0,'`, 'sh'];
    const result = await workspace.run(['denoise', '-', '-o', '-', '--model', 'color.onnx'], { within });
    expect(result, pixels).toMatchObject({ code: 0, stdout: '5\n', stderr: '' });
  }
  await workspace.remove();
});
