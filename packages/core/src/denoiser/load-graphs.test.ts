import { createEngine } from '@cleargrain/node';
import { expect, it } from 'vitest';
import { readModel } from '../model/read-model.js';
import { writeModel } from '../model/write-model.js';
import { unflatten } from '../networks/flat-vector.js';
import { initialParameters } from '../networks/initial-parameters.js';
import type { NetworkConfig } from '../networks/network.js';
import { loadGraphs } from './load-graphs.js';

it('loads no graph any more once it is closed: nobody would close that one', async () => {
  const network: NetworkConfig = { architecture: 'plain', channels: 1, widths: [2] };
  const bytes = writeModel({ network, parameters: unflatten(network, initialParameters(network, 1)), weights: 'float32' });
  const engine = await createEngine({ device: 'cpu', threads: 1 });
  const graphs = loadGraphs(readModel('own', bytes)!, engine);
  await graphs.floats();
  await graphs.close();
  const late = loadGraphs(readModel('own', bytes)!, engine);
  await late.close();
  await expect(late.floats()).rejects.toThrow('the denoiser is closed');
  await expect(late.samples(8)).rejects.toThrow('the denoiser is closed');
  await engine.close();
});
