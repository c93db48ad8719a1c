import { describe, expect, it } from 'vitest';
import { combineSeeds, createRandom } from './random.js';

const samples = 1_000_000;
const tailBegins = 3.6541528853610088;

describe('createRandom', () => {
  it('gives these first values, today and on every platform', () => {
    const random = createRandom(0);
    const values = [random.uniform(), random.uniform(), random.normal(), random.normal(), random.normal(), random.integer(1000)];
    expect(values).toEqual([0.4818889033049345, 0.23245845478959382, 0.7189621043192792, 2.2735349222282504, 1.594619819821388, 618]);
  });

  it('tells seeds apart that differ above their 32nd bit', () => {
    const first = (seed: number) => [createRandom(seed)].map((random) => [random.uniform(), random.uniform()]);
    expect(first(2 ** 32 + 1)).not.toEqual(first(1));
    expect(first(2 ** 52 + 1)).not.toEqual(first(2 ** 32 + 1));
  });

  it('repeats itself for one seed and differs for two', () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 20 },
        (
          (random) => () =>
            random.normal()
        )(createRandom(seed)),
      );
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('normal numbers have the moments of the normal distribution', () => {
    const random = createRandom(1);
    const sums = [0, 0, 0, 0];
    for (let i = 0; i < samples; i++) {
      const x = random.normal();
      for (let power = 0; power < 4; power++) sums[power]! += x ** (power + 1);
    }
    // Variances of x, x², x³, x⁴: 1, 2, 15, 96; four standard errors.
    const tolerance = (variance: number) => 4 * Math.sqrt(variance / samples);
    expect(Math.abs(sums[0]! / samples)).toBeLessThan(tolerance(1));
    expect(Math.abs(sums[1]! / samples - 1)).toBeLessThan(tolerance(2));
    expect(Math.abs(sums[2]! / samples)).toBeLessThan(tolerance(15));
    expect(Math.abs(sums[3]! / samples - 3)).toBeLessThan(tolerance(96));
  });

  it('normal numbers fall into ranges as often as they should, out to the tail', () => {
    const random = createRandom(2);
    const limits = [0.1, 0.5, 1, 2, 3, tailBegins, 4];
    const beyond = [0.920344325, 0.617075077, 0.317310508, 0.045500264, 0.002699796, 0.000258032, 0.0000633425];
    const counts = limits.map(() => 0);
    let positive = 0;
    for (let i = 0; i < samples; i++) {
      const x = random.normal();
      if (x > 0) positive++;
      for (let k = 0; k < limits.length && Math.abs(x) > limits[k]!; k++) counts[k]!++;
    }
    expect(Math.abs(positive / samples - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / samples));
    beyond.forEach((share, k) => {
      expect(Math.abs(counts[k]! / samples - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / samples));
    });
  });

  it('uniform numbers and integers fill their ranges evenly', () => {
    const random = createRandom(3);
    const counts = new Array<number>(10).fill(0);
    const integers = new Array<number>(10).fill(0);
    for (let i = 0; i < samples; i++) {
      counts[Math.floor(random.uniform() * 10)]!++;
      integers[random.integer(10)]!++;
    }
    for (const count of [...counts, ...integers]) expect(Math.abs(count - samples / 10)).toBeLessThan(5 * Math.sqrt(samples * 0.09));
  });
});

describe('combineSeeds', () => {
  it('depends on each seed and their order', () => {
    const seeds = new Set([
      combineSeeds(1, 2),
      combineSeeds(2, 1),
      combineSeeds(1),
      combineSeeds(2),
      combineSeeds(1, 2, 0),
      combineSeeds(2 ** 40),
    ]);
    expect(seeds.size).toBe(6);
    expect(combineSeeds(3, 7)).toBe(combineSeeds(3, 7));
  });
});
