import type { NetworkConfig } from './network.js';
import { parametersOf } from './parameters-of.js';

/** The shapes of a network's parameters, by name. */
export function shapesOf(config: NetworkConfig): ReadonlyMap<string, readonly number[]> {
  return new Map(parametersOf(config).map(({ name, shape }) => [name, shape]));
}
