import { expect, it } from 'vitest';
import { MemoryBudget } from './memory-budget.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('gives memory in the order in which it was asked for, never more than there is', async () => {
  const budget = new MemoryBudget(100);
  const got: string[] = [];
  const ask = (name: string, bytes: number | Promise<number>) =>
    budget.take(bytes).then((release) => {
      got.push(name);
      return release;
    });
  let know: (bytes: number) => void = () => {};
  const first = await ask('first', 60);
  const second = ask('second', 60);
  const third = ask('third', new Promise<number>((resolve) => (know = resolve)));
  const fourth = ask('fourth', 10);
  await turn();
  expect(got).toEqual(['first']);
  first();
  first();
  await turn();
  expect(got).toEqual(['first', 'second']);
  know(1000);
  await turn();
  expect(got).toEqual(['first', 'second']);
  (await second)();
  await turn();
  expect(got).toEqual(['first', 'second', 'third']);
  (await third)();
  (await fourth)();
  expect(got).toEqual(['first', 'second', 'third', 'fourth']);
});

it('goes on when one who waits for memory fails', async () => {
  const budget = new MemoryBudget(100);
  await expect(budget.take(Promise.reject(new Error('no picture')))).rejects.toThrow('no picture');
  (await budget.take(100))();
});
