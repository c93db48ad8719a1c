import { expect, it } from 'vitest';
import { Turns } from './turns.js';

it('lets the next begin when the one before says so, at the latest when it ends, and after a failure', async () => {
  const turns = new Turns();
  const told: string[] = [];
  const pause = () => new Promise((resolve) => setTimeout(resolve, 1));
  const work = (name: string, early: boolean) =>
    turns.take(async (letNext) => {
      told.push(`${name} begins`);
      await pause();
      if (early) letNext();
      await pause();
      await pause();
      told.push(`${name} ends`);
      if (name === 'b') throw new Error('no');
    });
  const all = await Promise.allSettled([work('a', true), work('b', false), work('c', false)]);
  expect(told).toEqual(['a begins', 'b begins', 'a ends', 'b ends', 'c begins', 'c ends']);
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
