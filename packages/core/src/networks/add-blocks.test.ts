import { createEngine } from '@cleargrain/node';
import { expect, it } from 'vitest';
import { networkRunner } from '../testing/network-runner.js';
import { randomImage } from '../testing/random-image.js';
import { randomParameters } from '../testing/random-parameters.js';
import { addBlocks } from './add-blocks.js';
import { unflatten } from './flat-vector.js';
import type { FlatConfig, UnetConfig } from './network.js';

const networks: readonly (FlatConfig | UnetConfig)[] = [
  { architecture: 'flat', channels: 3, width: 12, blocks: 2, direct: 6, context: 4 },
  { architecture: 'unet', channels: 1, widths: [8, 12, 8], blocks: 1, direct: 6, context: 4 },
];

it.each(networks)('more blocks compute the same before they are trained, and are not all zero: $architecture', async (network) => {
  const engine = await createEngine({ device: 'cpu', threads: 1 });
  const deeper = { ...network, blocks: network.blocks + 2 };
  const parameters = randomParameters(network);
  const vector = addBlocks(deeper, parameters, 3);
  const image = randomImage(32, 16, network.channels);
  const [before, after] = await Promise.all(
    [await networkRunner(engine, network, parameters), await networkRunner(engine, deeper, unflatten(deeper, vector))].map((run) =>
      run(image),
    ),
  );
  await engine.close();
  expect(after!.data).toEqual(before!.data);
  const added = [...unflatten(deeper, vector)].filter(([name]) => !parameters.has(name));
  expect(added.some(([, values]) => values.some((value) => value !== 0))).toBe(true);
  expect(vector).not.toEqual(addBlocks(deeper, parameters, 4));
});

it('a parameter of another size is named', () => {
  const [network] = networks as [FlatConfig];
  const parameters = new Map(randomParameters(network)).set('tail.weight', new Float32Array(1));
  expect(() => addBlocks({ ...network, blocks: 3 }, parameters, 1)).toThrow('parameter tail.weight');
});
