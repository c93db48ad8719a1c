import { expect, it } from 'vitest';
import { integerIn, invalid, numberIn, oneOf } from './validate.js';

it('what is in range comes back, both ends included', () => {
  expect([numberIn('x', 0, 0, 1), numberIn('x', 1, 0, 1), integerIn('n', 3, 3, Infinity)]).toEqual([0, 1, 3]);
  expect(oneOf('device', 'cpu', ['auto', 'cpu'])).toBe('cpu');
});

it.each([
  [() => numberIn('strength', 2, 0, 1), 'expected a number from 0 to 1 for strength, received 2'],
  [() => numberIn('sigma', -1, 0, Infinity), 'expected a number of at least 0 for sigma, received -1'],
  [() => numberIn('sigma', Infinity, 0, Infinity), 'expected a number of at least 0 for sigma, received Infinity'],
  [() => numberIn('sigma', Number.NaN, 0, 1), 'for sigma, received NaN'],
  [() => numberIn('sigma', '1', 0, 1), "for sigma, received '1'"],
  [() => integerIn('tile', 0.5, 1, 9), 'expected an integer from 1 to 9 for tile, received 0.5'],
  [() => integerIn('tile', '5', 1, 9), "for tile, received '5'"],
  [() => integerIn('tile', undefined, 1, Infinity), 'expected an integer of at least 1 for tile, received undefined'],
  [() => oneOf('device', 'gpu', ['auto', 'cpu']), "expected one of auto, cpu for device, received 'gpu'"],
])('what is not is refused with the name, what was expected and what came: %s', (attempt, message) => {
  expect(attempt).toThrow(RangeError);
  expect(attempt).toThrow(message);
});

it('shows lists by their items and objects as such', () => {
  expect(invalid('phases', 'a list', [1, 'two', null]).message).toBe("expected a list for phases, received [1, 'two', null]");
  expect(invalid('network', 'a name', { a: 1 }).message).toBe('expected a name for network, received an object');
});
