import { describe, expect, it } from 'vitest';
import { ModelError } from '../errors.js';
import { GraphBuilder } from '../graph/graph-builder.js';
import { writeOnnx } from '../graph/onnx/write-onnx.js';
import { measureNetwork } from '../networks/measure-network.js';
import type { NetworkConfig } from '../networks/network.js';
import { randomParameters } from '../testing/random-parameters.js';
import { readModel } from './read-model.js';
import { readParameters } from './read-parameters.js';
import { metadataKey, writeModel } from './write-model.js';

const network: NetworkConfig = { architecture: 'unet', channels: 3, widths: [4, 6], blocks: 1 };
const training = { recipe: { steps: 5 }, steps: 5, hours: 0.25, machine: 'two cores', data: 'own pictures, CC0' };
const parameters = randomParameters(network);

function foreign(metadata: Record<string, string> = {}): Uint8Array {
  const graph = new GraphBuilder();
  graph.output('y', graph.relu(graph.input('x', [1])));
  return writeOnnx(graph.build(), { metadata });
}

describe('a model file', () => {
  it('describes itself', () => {
    const bytes = writeModel({ network, parameters, training, visibleReach: 9 });
    expect(readModel('mine', bytes)).toEqual({
      name: 'mine',
      bytes,
      channels: 3,
      input: 'image',
      output: 'denoised',
      ...measureNetwork(network),
      visibleReach: 9,
      network,
      training,
    });
  });

  it('leaves out what is not known', () => {
    const model = readModel('mine', writeModel({ network, parameters }))!;
    expect(model).not.toHaveProperty('training');
    expect(model).not.toHaveProperty('visibleReach');
  });

  it('holds the weights exactly as float32, and in half the size within 2⁻¹¹ as float16', () => {
    const full = writeModel({ network, parameters, weights: 'float32' });
    const half = writeModel({ network, parameters });
    const weightsOf = (bytes: Uint8Array) => new Map([...readParameters(bytes)].filter(([name]) => parameters.has(name)));
    expect(weightsOf(full)).toEqual(parameters);
    for (const [name, data] of weightsOf(half)) {
      const exact = parameters.get(name)!;
      data.forEach((value, i) => {
        expect(Math.abs(value - exact[i]!)).toBeLessThanOrEqual(Math.max(Math.abs(exact[i]!) * 2 ** -11, 2 ** -25));
      });
    }
    const { parameters: count } = measureNetwork(network);
    expect(full.length - half.length).toBeGreaterThan(1.5 * count);
  });

  it('is undefined when another maker wrote it', () => {
    expect(readModel('theirs', foreign())).toBeUndefined();
  });

  it.each([
    ['cut short', '{"network":'],
    ['nothing', 'null'],
    ['without a network', '{}'],
    ['of an unknown network', '{"version":1,"network":{"architecture":"other","channels":1}}'],
    ['of another version', '{"version":2,"network":{"architecture":"plain","channels":1}}'],
    ['of a visible halo beyond the reach', '{"version":1,"network":{"architecture":"plain","channels":1},"visibleReach":6}'],
    ['of a training without steps', '{"version":1,"network":{"architecture":"plain","channels":1},"training":{"recipe":{}}}'],
    ['of a training that is nothing', '{"version":1,"network":{"architecture":"plain","channels":1},"training":null}'],
  ])('is a ModelError when its description is %s', (_, text) => {
    const read = () => readModel('mine', foreign({ [metadataKey]: text }));
    expect(read).toThrow(ModelError);
    expect(read).toThrow('its description is damaged');
  });

  it('is a ModelError when it was cut short anywhere', () => {
    const tiny: NetworkConfig = { architecture: 'plain', channels: 1, widths: [1] };
    const whole = writeModel({ network: tiny, parameters: randomParameters(tiny) });
    for (let length = 0; length < whole.length; length++) {
      expect(() => readModel('mine', whole.subarray(0, length)), `${length} of ${whole.length} bytes`).toThrow(ModelError);
    }
  });
});
