import { expect, it } from 'vitest';
import { memoryOption } from './memory-option.js';

it.each([
  ['1GB', 1e9],
  ['1.5 gb', 1.5e9],
  ['512MiB', 512 * 2 ** 20],
  ['800000000', 8e8],
  ['2e9', 2e9],
])('%s is %i bytes', (text, bytes) => {
  expect(memoryOption('memory', text)).toBe(bytes);
});

it.each(['', 'much', '-1GB', '1 XB', '0', '1.2.3GB'])("'%s' is refused with what was expected", (text) => {
  expect(() => memoryOption('memory', text)).toThrow(`expected a size such as 1GB or 512MB for memory, received '${text}'`);
});
