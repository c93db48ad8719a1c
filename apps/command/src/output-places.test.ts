import { spawnSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createRandom, gaussian } from '@cleargrain/core';
import { writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

/** Runs the command where a small file system of its own lies on the folder `disk`; the mount ends with it. */
const onDisk = (options: string) => [
  'unshare',
  '-rm',
  'sh',
  '-c',
  `mount -t tmpfs -o ${options} tmpfs disk && "$@"; code=$?; ls -A disk; exit $code`,
  'sh',
];
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0;
const isRoot = process.getuid?.() === 0;

describe('places that cannot be written', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace();
    for (const folder of ['disk', 'locked', 'in']) await mkdir(workspace.at(folder));
    // Noise does not compress: the large picture has some 200 kB.
    await writeImage(workspace.at('in', 'large.png'), gaussian(40).apply(scene(500, 500), createRandom(1)));
    await writeImage(workspace.at('in', 'small.png'), scene(16, 16));
    await writeFile(workspace.at('file'), 'x');
    await chmod(workspace.at('locked'), 0o555);
  });
  afterAll(async () => {
    await chmod(workspace.at('locked'), 0o755);
    await workspace.remove();
  });
  const noise = ['noise', 'in', '--gaussian', '10'];

  it.skipIf(!canMount)('a full disk (wants a mount): the file is named and not left half written, smaller ones are done', async () => {
    const { code, stdout, stderr } = await workspace.run([...noise, '-o', 'disk'], { within: onDisk('size=64k') });
    expect(code).toBe(1);
    expect(stderr).toBe('cleargrain: in/large.png: disk/large.png: cannot be written: no space left on the disk\n');
    expect(stdout).toBe('in/small.png → disk/small.png  gaussian:10\nsmall.png\n');
  });

  it.skipIf(!canMount)('a read-only disk (wants a mount)', async () => {
    const { code, stdout, stderr } = await workspace.run([...noise, '-o', 'disk', '--json'], { within: onDisk('ro') });
    expect(code).toBe(1);
    expect(stderr.match(/: cannot be written: the disk is read-only\n/g)).toHaveLength(2);
    expect(JSON.parse(stdout)).toMatchObject({ images: [], failed: [{ input: 'in/large.png' }, { input: 'in/small.png' }] });
  });

  it.skipIf(isRoot)('a folder without permission (not as root)', async () => {
    const { code, stderr } = await workspace.run(['noise', 'in/small.png', '--gaussian', '10', '-o', 'locked/x.png']);
    expect(code).toBe(1);
    expect(stderr).toBe('cleargrain: in/small.png: locked/x.png: cannot be written: permission denied\n');
  });

  it('a folder that is a file', async () => {
    expect(await workspace.run([...noise, '-o', 'file'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--output file is a file') as string,
    });
    const below = await workspace.run([...noise, '-o', 'file/below']);
    expect(below.code).toBe(1);
    expect(below.stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^cleargrain: in\/large\.png: file\/below\/large\.png: cannot be written: a part of its path is a file/),
      expect.stringMatching(/^cleargrain: in\/small\.png: /),
    ]);
  });
});
