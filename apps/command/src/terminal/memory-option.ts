import { invalid } from '@cleargrain/core';

const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/**
 * Reads an option's value as a number of bytes: `1GB`, `512 MiB`, `2e9`.
 * @throws RangeError when it is none.
 */
export function memoryOption(name: string, text: string): number {
  const [, number, unit] = /^\s*([\d.]+(?:e\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const bytes = Number(number) * (units[unit?.toLowerCase() ?? ''] ?? Number.NaN);
  if (Number.isFinite(bytes) && bytes > 0) return Math.floor(bytes);
  throw invalid(name, 'a size such as 1GB or 512MB', text);
}
