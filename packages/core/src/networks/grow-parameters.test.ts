import { createEngine } from '@cleargrain/node';
import { expect, it } from 'vitest';
import { networkRunner } from '../testing/network-runner.js';
import { randomImage } from '../testing/random-image.js';
import { randomParameters } from '../testing/random-parameters.js';
import { unflatten } from './flat-vector.js';
import { canGrow, growParameters } from './grow-parameters.js';
import type { FlatConfig, NetworkConfig, UnetConfig } from './network.js';

const flat: FlatConfig = { architecture: 'flat', channels: 3, width: 12, blocks: 2, direct: 6, context: 4 };
const unet: UnetConfig = { architecture: 'unet', channels: 1, widths: [8, 12, 8], blocks: 1, direct: 6, context: 4 };

const growths: readonly (readonly [string, FlatConfig | UnetConfig, FlatConfig | UnetConfig])[] = [
  ['a flat network with more blocks', flat, { ...flat, blocks: 4 }],
  ['a U-Net with more blocks', unet, { ...unet, blocks: 3 }],
  ['a flat network with more channels everywhere', flat, { ...flat, width: 17, direct: 7, context: 6 }],
  ['a U-Net with more channels on two levels, and more blocks', unet, { ...unet, widths: [11, 12, 20], blocks: 2 }],
];

it.each(growths)('%s computes the same as the smaller one before it is trained', async (_, small, large) => {
  expect(canGrow(large, small)).toBe(true);
  const engine = await createEngine({ device: 'cpu', threads: 1 });
  const parameters = randomParameters(small);
  const vector = growParameters(large, small, parameters, 3);
  const image = randomImage(32, 16, small.channels);
  const before = (await networkRunner(engine, small, parameters))(image);
  const after = (await networkRunner(engine, large, unflatten(large, vector)))(image);
  const [expected, data] = [(await before).data, (await after).data];
  await engine.close();
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // Wider sums may be added up in another order.
  expect(Math.max(...data.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThan(1e-6 * largest);
  // What is new is there to learn: it is drawn, and from the seed.
  expect(vector).not.toEqual(growParameters(large, small, parameters, 4));
});

const withoutContext: FlatConfig = { architecture: 'flat', channels: 3, width: 12, blocks: 2, direct: 6 };
const withoutDirect: UnetConfig = { architecture: 'unet', channels: 1, widths: [8, 12, 8], blocks: 1, context: 4 };
const others: readonly (readonly [string, NetworkConfig, NetworkConfig])[] = [
  ['fewer blocks', { ...flat, blocks: 1 }, flat],
  ['fewer channels', { ...flat, width: 11 }, flat],
  ['fewer channels on one level', { ...unet, widths: [8, 11, 9] }, unet],
  ['a level more', { ...unet, widths: [8, 12, 8, 8] }, unet],
  ['no context', withoutContext, flat],
  ['a context where there was none', flat, withoutContext],
  ['no direct path', withoutDirect, unet],
  ['a direct path where there was none', unet, withoutDirect],
  ['other colours', { ...flat, channels: 1 }, flat],
  ['another architecture', { ...flat, channels: 1 }, { ...unet, widths: [8] }],
  ['layers, not blocks', { architecture: 'plain', channels: 1, widths: [4] }, { architecture: 'plain', channels: 1, widths: [4] }],
];

it.each(others)('a network of %s is not grown out of another', (_, network, from) => {
  expect(canGrow(network, from)).toBe(false);
});

it('what cannot be grown is refused', () => {
  expect(() => growParameters({ ...flat, width: 8 }, flat, randomParameters(flat), 1)).toThrow(
    /expected a network that can be grown into .*"width":8.* received .*"width":12/,
  );
});

it('a parameter of another size is named', () => {
  const parameters = new Map(randomParameters(flat)).set('tail.weight', new Float32Array(1));
  expect(() => growParameters({ ...flat, blocks: 3 }, flat, parameters, 1)).toThrow('parameter tail.weight');
});
