import type { Random } from '@cleargrain/core';

/** One of `items`, each as likely as its weight says. */
export function drawWeighted<T>(items: readonly T[], weightOf: (item: T) => number, random: Random): T {
  const total = items.reduce((sum, item) => sum + weightOf(item), 0);
  let rest = random.uniform() * total;
  for (const item of items) {
    rest -= weightOf(item);
    if (rest < 0) return item;
  }
  return items[items.length - 1]!;
}
