import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputFile } from './expand-inputs.js';
import { type OutputOptions, planOutputs } from './plan-outputs.js';
import { UsageError } from './usage-error.js';

type OptionNames = NonNullable<OutputOptions['names']>;

let folder: string;
const at = (...names: string[]) => join(folder, ...names);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plan-'));
  await mkdir(at('in', 'sub'), { recursive: true });
  await mkdir(at('out'));
  await mkdir(at('dotted.d'));
  for (const name of ['in/a.png', 'in/sub/a.png', 'in/b.gif', 'file', 'old.png']) await writeFile(at(name), '');
  await symlink(at('in'), at('same'));
  await symlink(at('in', 'a.png'), at('link.png'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const named = (name: string): InputFile => ({ file: at('in', name), relative: name, found: false });
const found = (name: string): InputFile => ({ file: at('in', name), relative: name, found: true });
const outputs = async (files: InputFile[], options: OutputOptions) =>
  (await planOutputs(files, options)).files.map(({ output }) => output.replace(`${folder}/`, ''));
async function refusal(files: InputFile[], options: OutputOptions): Promise<string> {
  const error = await planOutputs(files, options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UsageError);
  return error instanceof UsageError ? error.message.replaceAll(`${folder}/`, '') : '';
}

describe('one file', () => {
  it('goes to the file that is named, whether it is there already or not', async () => {
    expect(await outputs([named('a.png')], { output: at('new.jpg') })).toEqual(['new.jpg']);
    expect(await outputs([named('a.png')], { output: at('old.png') })).toEqual(['old.png']);
  });
  it('goes into a folder that is there, ends in a slash or has no extension', async () => {
    expect(await outputs([named('a.png')], { output: at('out') })).toEqual(['out/a.png']);
    expect(await outputs([named('a.png')], { output: at('dotted.d') })).toEqual(['dotted.d/a.png']);
    expect(await outputs([named('a.png')], { output: `${at('new.d')}/` })).toEqual(['new.d/a.png']);
    expect(await outputs([named('a.png')], { output: at('new') })).toEqual(['new/a.png']);
  });
  it('is refused a file as its folder', async () => {
    expect(await refusal([named('a.png')], { output: `${at('file')}/` })).toBe('output file/ is a file, expected a folder for this input');
  });
  it('is refused an extension that is not written, by name', async () => {
    expect(await refusal([named('a.png')], { output: at('new.xyz') })).toContain('cannot write new.xyz: expected the extension .png');
  });
  it('is refused its own place, by whatever path', async () => {
    expect(await refusal([named('a.png')], { output: at('in', 'a.png') })).toContain('in/a.png would overwrite the input in/a.png');
    expect(await refusal([named('a.png')], { output: at('same', 'a.png') })).toContain('would overwrite the input in/a.png');
    expect(await refusal([named('a.png')], { output: at('in') })).toContain('would overwrite the input in/a.png');
  });
});

describe('several files', () => {
  const files = () => [found('a.png'), found('sub/a.png'), found('b.gif'), found('photo.JPEG'), found('noext')];
  it('keep their place below the folder; what cannot be written in its format becomes PNG', async () => {
    expect(await outputs(files(), { output: at('out') })).toEqual([
      'out/a.png',
      'out/sub/a.png',
      'out/b.png',
      'out/photo.JPEG',
      'out/noext.png',
    ]);
  });
  it('take the extension of a format that is asked for', async () => {
    const jpegs = ['out/a.jpg', 'out/sub/a.jpg', 'out/b.jpg', 'out/photo.JPEG', 'out/noext.jpg'];
    expect(await outputs(files(), { output: at('out'), format: 'jpeg' })).toEqual(jpegs);
  });
  it('are refused a file as output, by name, failed inputs counted', async () => {
    expect(await refusal([named('a.png'), named('sub/a.png')], { output: at('file') })).toContain('file is a file, expected a folder');
    expect(await refusal([named('a.png')], { output: at('old.png'), given: 2 })).toContain('old.png is a file, expected a folder');
    expect(await refusal([found('a.png')], { output: at('old.png') })).toContain('old.png is a file, expected a folder');
  });
  it('are refused a new output that looks like a file, unless it ends in a slash', async () => {
    const expected = 'new.png looks like a file, expected a folder';
    expect(await refusal([named('a.png'), named('sub/a.png')], { output: at('new.png') })).toContain(expected);
    expect(await refusal([found('a.png')], { output: at('new.png') })).toContain(expected);
    expect(await outputs([found('a.png')], { output: `${at('new.png')}/` })).toEqual(['new.png/a.png']);
    expect(await outputs([found('a.png')], { output: at('version1.2') })).toEqual(['version1.2/a.png']);
  });
  it('are refused one place for two', async () => {
    expect(await refusal([found('b.gif'), found('b.png')], { output: at('out') })).toContain(
      'in/b.gif and in/b.png would both be written to out/b.png',
    );
  });
  it('are refused the folder they come from', async () => {
    expect(await refusal(files(), { output: at('same') })).toContain('would overwrite the input in/a.png');
  });
});

it('plans nothing, without an error, when every input failed', async () => {
  expect(await planOutputs([], { output: at('e.png'), given: 1 })).toEqual({ files: [], failed: [] });
});

it('writes over the inputs only when asked', async () => {
  expect(await outputs([named('a.png'), found('sub/a.png')], { inPlace: true })).toEqual(['in/a.png', 'in/sub/a.png']);
  expect(await refusal([{ file: '-', relative: 'stdin.png', found: false }], { inPlace: true })).toBe(
    'expected output for standard input, received inPlace',
  );
  const both = { inPlace: true, output: at('out') };
  expect(await refusal([named('a.png')], both)).toBe('expected either output or inPlace, received both');
  expect(await refusal([named('a.png')], {})).toBe('expected output FILE or FOLDER (or inPlace)');
});

it('calls its options in messages what the caller calls them', async () => {
  const names = { output: '--output', inPlace: '--in-place' };
  expect(await refusal([named('a.png')], { names })).toBe('expected --output FILE or FOLDER (or --in-place)');
  const overItself = (given: OptionNames) => refusal([named('a.png')], { output: at('in'), names: given });
  const refused = 'in/a.png would overwrite the input in/a.png: expected another --output';
  expect(await overItself(names)).toBe(`${refused}, or --in-place`);
  expect(await overItself({ output: '--output' })).toBe(refused);
});

it('does the rest in place when one input has a format that is not written, and names that one', async () => {
  const { files, failed } = await planOutputs([found('a.png'), found('b.gif'), found('sub/a.png')], { inPlace: true });
  expect(files.map(({ output }) => output)).toEqual([at('in', 'a.png'), at('in', 'sub', 'a.png')]);
  const gif = at('in', 'b.gif');
  const error = `cannot write ${gif}: expected the extension .png, .jpg, .webp, .avif, .tif, .jxl, .dcm, .dng, .pnm or .pfm, received .gif`;
  expect(failed).toEqual([{ input: gif, error }]);
});

it('does a file once in place, whatever it is called', async () => {
  const link: InputFile = { file: at('link.png'), relative: 'link.png', found: true };
  expect(await outputs([named('a.png'), link], { inPlace: true })).toEqual(['in/a.png']);
  expect(await outputs([link, named('a.png')], { inPlace: true })).toEqual(['link.png']);
});

describe.skipIf(process.platform === 'win32')('a symbolic link', () => {
  it('in the folder of the results that leads out of it is refused, the rest is done', async () => {
    await mkdir(at('linked', 'sub'), { recursive: true });
    await mkdir(at('elsewhere'));
    await writeFile(at('elsewhere', 'kept.png'), 'kept');
    await symlink(at('elsewhere'), at('linked', 'out'));
    await symlink(at('elsewhere', 'kept.png'), at('linked', 'a.png'));
    await symlink(at('linked', 'sub'), at('linked', 'inside'));
    await symlink(at('linked'), at('alias'));
    const place = (relative: string): InputFile => ({ file: at('in', 'a.png'), relative, found: true });
    const inputs = ['a.png', 'out/b.png', 'inside/b.png', 'b.png'].map((name) => place(join(...name.split('/'))));
    const { files, failed } = await planOutputs(inputs, { output: at('alias') });
    expect(files.map(({ relative }) => relative)).toEqual([join('inside', 'b.png'), 'b.png']);
    expect(failed.map(({ error }) => error)).toEqual(
      ['a.png', join('out', 'b.png')].map(
        (name) => `${at('in', 'a.png')}: ${at('alias', name)}: a symbolic link leads out of ${at('alias')}, expected a place inside`,
      ),
    );
  });

  it('found in a folder that leads out of it is refused in place', async () => {
    await mkdir(at('place'));
    await writeFile(at('outside.png'), 'kept');
    await symlink(at('outside.png'), at('place', 'link.png'));
    const link = { file: at('place', 'link.png'), relative: 'link.png' };
    const { files, failed } = await planOutputs([{ ...link, found: true }], { inPlace: true });
    expect([files.length, failed.map(({ error }) => error)]).toEqual([
      0,
      [expect.stringMatching(/link\.png: a symbolic link leads out of/)],
    ]);
    expect((await planOutputs([{ ...link, found: false }], { inPlace: true })).files).toHaveLength(1);
  });
});
