import { expect, it } from 'vitest';
import { saveName, unusedName } from './save-name.js';

it('adds the suffix before the extension, and keeps an extension that fits', () => {
  expect(saveName('night.jpg', 'jpeg', '-clean')).toBe('night-clean.jpg');
  expect(saveName('night.JPEG', 'jpeg', '')).toBe('night.JPEG');
  expect(saveName('night.jpg', 'tiff', '-clean')).toBe('night-clean.tif');
  expect(saveName('trip.2/no extension', 'png', '')).toBe('trip.2/no extension.png');
  expect(saveName('a.b.webp', 'webp', '../x')).toBe('a.b.._x.webp');
});

it('numbers a name that is used', () => {
  const used = new Set(['a.png', 'a-2.png', 'trip.2/b']);
  const isUsed = (name: string) => used.has(name);
  expect(unusedName('a.png', isUsed)).toBe('a-3.png');
  expect(unusedName('trip.2/b', isUsed)).toBe('trip.2/b-2');
  expect(unusedName('c.png', isUsed)).toBe('c.png');
});
