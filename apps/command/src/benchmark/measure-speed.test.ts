import { expect, it } from 'vitest';
import { measureSpeed } from './measure-speed.js';

/** Seconds that a model takes for a picture, round for round. */
const courses: Readonly<Record<string, readonly number[]>> = { quick: [3, 1, 2], slow: [90, 30, 30] };

async function measureCourses(megapixels: readonly number[]) {
  const order: string[] = [];
  const time = async (model: string) => {
    const round = order.filter((name) => name === model).length % courses[model]!.length;
    order.push(model);
    const seconds = courses[model]![round]!;
    return { seconds, engineSeconds: seconds / 2, memory: 1000 * seconds };
  };
  const { signal } = new AbortController();
  const speeds = await measureSpeed({ models: ['quick', 'slow'], megapixels, rounds: 3, device: 'cpu', signal, time });
  return { order, speeds };
}

it('measures in turns, and once where a picture takes over a minute', async () => {
  const { order, speeds } = await measureCourses([1]);
  expect(order).toEqual(['quick', 'slow', 'quick', 'quick']);
  expect(speeds.map(({ model, rounds }) => [model, rounds])).toEqual([
    ['quick', 3],
    ['slow', 1],
  ]);
});

it('gives medians, a megapixel', async () => {
  const [quick, slow] = (await measureCourses([4])).speeds;
  expect(quick!.megapixels).toBeCloseTo(4, 1);
  expect(quick!.millisecondsPerMegapixel).toBeCloseTo(2000 / quick!.megapixels, 9);
  expect(quick).toMatchObject({ engineShare: 0.5, memory: 2000 });
  expect(slow!.millisecondsPerMegapixel).toBeCloseTo(90000 / slow!.megapixels, 9);
});
