import type { Parameters } from './parameters.js';

/**
 * The numbers of a parameter.
 * @throws RangeError when it is missing or has another size.
 */
export function expectParameter(parameters: Parameters, name: string, count: number): Float32Array {
  const data = parameters.get(name);
  if (data?.length === count) return data;
  throw new RangeError(`expected ${count} numbers for parameter ${name}, received ${data?.length ?? 'none'}`);
}
