import { createEngine } from '@cleargrain/node';
import { expect, it } from 'vitest';
import { createImage } from '../image/image.js';
import { networkRunner } from '../testing/network-runner.js';
import { randomImage } from '../testing/random-image.js';
import { randomParameters } from '../testing/random-parameters.js';
import { unflatten } from './flat-vector.js';
import { grayParameters } from './gray-parameters.js';
import type { FlatConfig, UnetConfig } from './network.js';

const networks: readonly (FlatConfig | UnetConfig)[] = [
  { architecture: 'flat', channels: 3, width: 12, blocks: 2, direct: 6, context: 4 },
  { architecture: 'unet', channels: 3, widths: [8, 12, 8], blocks: 1 },
];

it.each(networks)('grey is the mean of what colour makes of equal colours: $architecture', async (network) => {
  const engine = await createEngine({ device: 'cpu', threads: 1 });
  const gray = { ...network, channels: 1 } as const;
  const parameters = randomParameters(network);
  const image = randomImage(32, 16, 1);
  const count = image.data.length;
  const equal = createImage(
    32,
    16,
    3,
    Float32Array.from({ length: 3 * count }, (_, index) => image.data[index % count]!),
  );
  const colored = await (await networkRunner(engine, network, parameters))(equal);
  const made = await (await networkRunner(engine, gray, unflatten(gray, grayParameters(gray, parameters))))(image);
  await engine.close();
  const mean = image.data.map((_, index) => [0, 1, 2].reduce((sum, color) => sum + colored.data[color * count + index]!, 0) / 3);
  expect(Math.max(...made.data.map((value, index) => Math.abs(value - mean[index]!)))).toBeLessThan(1e-5);
  expect(Math.max(...made.data.map((value, index) => Math.abs(value - image.data[index]!)))).toBeGreaterThan(1e-2);
});

it('a parameter of another size is named', () => {
  const [network] = networks as [FlatConfig];
  const parameters = new Map(randomParameters(network)).set('tail.weight', new Float32Array(1));
  expect(() => grayParameters(network, parameters)).toThrow('parameter tail.weight');
});
