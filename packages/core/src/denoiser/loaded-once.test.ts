import { expect, it } from 'vitest';
import { LoadedOnce } from './loaded-once.js';

it('loads each name once, also when it is asked for twice at a time', async () => {
  const loaded = new LoadedOnce<string, object>();
  const [first, second] = [loaded.get('a', async () => ({})), loaded.get('a', async () => ({}))];
  expect(await first).toBe(await second);
  expect(await loaded.get('b', async () => ({}))).not.toBe(await first);
  expect(await loaded.all()).toHaveLength(2);
});

it('tries again what failed, such as a download', async () => {
  const loaded = new LoadedOnce<string, string>();
  await expect(
    loaded.get('a', async () => {
      throw new Error('no network');
    }),
  ).rejects.toThrow('no network');
  expect(await loaded.all()).toEqual([]);
  expect(await loaded.get('a', async () => 'the model')).toBe('the model');
  expect(await loaded.all()).toEqual(['the model']);
});
