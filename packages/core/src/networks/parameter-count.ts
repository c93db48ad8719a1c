import { elementCount } from '../graph/dimension.js';
import type { NetworkConfig } from './network.js';
import { parametersOf } from './parameters-of.js';

/** How many numbers a network learns. */
export const parameterCount = (config: NetworkConfig): number =>
  parametersOf(config).reduce((sum, { shape }) => sum + elementCount(shape), 0);
