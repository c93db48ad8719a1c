import path from 'node:path';
import { expect, it } from 'vitest';
import { fingerprintOf } from './fingerprint-of.js';

const of = (folder: string, ...names: string[]) =>
  fingerprintOf(names.map((name) => ({ file: path.join(folder, name), relative: path.normalize(name), found: true })));

it('is the same wherever the folder lies', () => {
  expect(of('here', 'a.png', 'sub/b.png')).toEqual(of('/elsewhere', 'a.png', 'sub/b.png'));
});

it('is another for other names, another order, and names that are run together', () => {
  const hashes = [of('d', 'a.png', 'b.png'), of('d', 'b.png', 'a.png'), of('d', 'a.png', 'c.png'), of('d', 'a.png","b.png')];
  expect(new Set(hashes.map(({ hash }) => hash)).size).toBe(4);
  expect(hashes.map(({ count }) => count)).toEqual([2, 2, 2, 1]);
});

it('stays what it is: checkpoints keep it', () => {
  expect(of('d', 'a.png', 'sub/b.png')).toEqual({
    count: 2,
    hash: '59f1348cbe62ee5ba223105f35ef007a5e51113dbdcf98574acb5f61881ae9b4',
  });
});
