import { describe, expect, it } from 'vitest';
import type { NetworkConfig } from './network.js';
import { parametersOf } from './parameters-of.js';

const config: NetworkConfig = { architecture: 'unet', channels: 1, widths: [16, 24], blocks: 1 };

describe('the parameters of a network', () => {
  it('have names of their own', () => {
    const names = parametersOf(config).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('begin at zero where a residual ends and where a level gives to the one above, so that the network begins as the identity', () => {
    const zeros = parametersOf(config).filter(({ initialisation }) => initialisation === 'zero');
    expect(zeros.map(({ name }) => name)).toEqual([
      'down.0.0.second.weight',
      'bottom.0.second.weight',
      'up.0.grow.weight',
      'up.0.0.second.weight',
      'tail.weight',
    ]);
  });
});
