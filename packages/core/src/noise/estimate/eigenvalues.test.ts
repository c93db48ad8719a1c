import { expect, it } from 'vitest';
import { createRandom } from '../../random.js';
import { eigenvalues } from './eigenvalues.js';

it('finds the eigenvalues of matrices where they are known', () => {
  expect([...eigenvalues(Float64Array.of(3), 1)]).toEqual([3]);
  const two = eigenvalues(Float64Array.of(2, 1, 1, 2), 2);
  expect(two[0]).toBeCloseTo(3, 12);
  expect(two[1]).toBeCloseTo(1, 12);
  expect([...eigenvalues(Float64Array.of(1, 0, 0, 0, 5, 0, 0, 0, 2), 3)]).toEqual([5, 2, 1]);
  // The second difference matrix: 2 − 2 cos(kπ / (n + 1)).
  const size = 30;
  const chain = Float64Array.from({ length: size * size }, (_, i) => {
    const distance = Math.abs(Math.floor(i / size) - (i % size));
    return distance === 0 ? 2 : distance === 1 ? -1 : 0;
  });
  eigenvalues(chain, size).forEach((value, k) => {
    expect(value).toBeCloseTo(2 - 2 * Math.cos(((size - k) * Math.PI) / (size + 1)), 10);
  });
});

it('keeps trace and sum of squares of a full matrix', () => {
  const random = createRandom(1);
  const size = 60;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = random.normal();
  }
  let [trace, squares] = [0, 0];
  for (let i = 0; i < size; i++) trace += matrix[i * size + i]!;
  for (const value of matrix) squares += value * value;
  const values = eigenvalues(matrix, size);
  expect(values.reduce((sum, value) => sum + value)).toBeCloseTo(trace, 9);
  expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(squares, 8);
  expect([...values]).toEqual([...values].sort((a, b) => b - a));
});
