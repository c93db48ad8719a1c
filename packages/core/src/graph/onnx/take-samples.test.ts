import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../engine.js';
import { ModelError } from '../../errors.js';
import type { NetworkConfig } from '../../networks/network.js';
import { networkGraph } from '../../networks/network-graph.js';
import type { Parameters } from '../../networks/parameters.js';
import { createRandom } from '../../random.js';
import { randomParameters } from '../../testing/random-parameters.js';
import { takeSamples } from './take-samples.js';
import { writeOnnx } from './write-onnx.js';

const [width, height] = [38, 26];
const networkOf = (channels: 1 | 3): NetworkConfig => ({ architecture: 'flat', channels, width: 8, blocks: 1 });

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
});
afterAll(() => engine.close());

function modelOf(channels: 1 | 3, parameters: Parameters = randomParameters(networkOf(channels))): Uint8Array {
  return writeOnnx(networkGraph(networkOf(channels), parameters), { weights: 'float16' });
}

async function runOnSamples(model: Uint8Array, channels: 1 | 3, depth: 8 | 16, samples: Uint8Array | Uint16Array) {
  const session = await engine.loadOnSamples!(takeSamples(model, { input: 'image', output: 'denoised', channels, depth }));
  const outputs = await session.run({ samples: { data: samples.slice(), shape: [1, height, width, channels] } });
  await session.close();
  return outputs;
}

describe('a model on samples', () => {
  it.each([
    [1, 8],
    [3, 8],
    [1, 16],
    [3, 16],
  ] as const)('of %i channels and %i bits gives the floats of the model, rounded and clamped', async (channels, depth) => {
    const white = 2 ** depth - 1;
    const random = createRandom(depth);
    const count = width * height * channels;
    const samples = depth === 8 ? new Uint8Array(count) : new Uint16Array(count);
    for (let i = 0; i < count; i++) samples[i] = Math.round(white * random.uniform());
    const floats = new Float32Array(count);
    samples.forEach((value, i) => {
      floats[(i % channels) * width * height + Math.floor(i / channels)] = value / white;
    });
    const model = modelOf(channels);
    const session = await engine.load(model);
    const { denoised } = await session.run({ image: { data: floats, shape: [1, channels, height, width] } });
    await session.close();
    const { result, broken } = await runOnSamples(model, channels, depth, samples);
    expect(result!.shape).toEqual([1, height, width, channels]);
    expect([...broken!.data]).toEqual([0]);
    let clamped = 0;
    result!.data.forEach((value, i) => {
      const exact = denoised!.data[(i % channels) * width * height + Math.floor(i / channels)]! * white;
      if (exact < 0 || exact > white) clamped++;
      const expected = Math.min(white, Math.max(0, exact));
      // A half may go either way, and 16 bits are finer than what sums in another order agree to.
      expect(Math.abs(value - expected)).toBeLessThan(depth === 8 ? 0.501 : 0.6);
    });
    expect(clamped).toBeGreaterThan(0);
  });

  it('says when the model gives a number that is not finite', async () => {
    const parameters = new Map(randomParameters(networkOf(3)));
    parameters.set('tail.weight', parameters.get('tail.weight')!.slice().fill(Number.NaN, 0, 1));
    const samples = new Uint8Array(width * height * 3).fill(99);
    const model = writeOnnx(networkGraph(networkOf(3), parameters));
    expect([...(await runOnSamples(model, 3, 8, samples)).broken!.data]).toEqual([1]);
    parameters.set('tail.weight', parameters.get('tail.weight')!.slice().fill(Infinity, 0, 1));
    const infinite = writeOnnx(networkGraph(networkOf(3), parameters));
    expect([...(await runOnSamples(infinite, 3, 8, samples)).broken!.data]).toEqual([1]);
  });

  it('is loaded as such alone: a model on floats is refused, and so is what is not a model', async () => {
    await expect(engine.loadOnSamples!(modelOf(1))).rejects.toThrow(
      /expected uint8 or uint16 for input 'image' of the model, found float32/,
    );
    const onSamples = takeSamples(modelOf(1), { input: 'image', output: 'denoised', channels: 1, depth: 8 });
    await expect(engine.load(onSamples)).rejects.toThrow(/expected float32 for input 'samples' of the model, found uint8/);
    const text = new TextEncoder().encode('not a model at all');
    expect(() => takeSamples(text, { input: 'image', output: 'denoised', channels: 1, depth: 8 })).toThrow(ModelError);
  });
});
