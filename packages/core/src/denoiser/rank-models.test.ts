import { expect, it } from 'vitest';
import { rankModels } from './rank-models.js';

it('puts all models in the order in which they suit a picture, those of other names last', () => {
  const all = ['plain-8-16-8-4', 'color-m', 'color-s', 'gray-s', 'gray-xs', 'photo-s', 'my-own'];
  expect(rankModels(all, 'color')).toEqual(['color-s', 'color-m', 'photo-s', 'gray-s', 'gray-xs', 'plain-8-16-8-4', 'my-own']);
  expect(rankModels(all, 'gray').slice(0, 3)).toEqual(['gray-s', 'gray-xs', 'color-s']);
  expect(rankModels([], 'photo')).toEqual([]);
});
