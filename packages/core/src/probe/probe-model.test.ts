import { describe, expect, it } from 'vitest';
import type { Session, Tensor, TensorInfo } from '../engine.js';
import { ModelError } from '../errors.js';
import { convolutionSession } from '../testing/convolution-session.js';
import { fakeEngine } from '../testing/fake-engine.js';
import { probeModel } from './probe-model.js';

const bytes = Uint8Array.of(1, 2, 3);
const probe = (session: Session) => probeModel('stranger', bytes, fakeEngine(session));
const picture: TensorInfo = { name: 'x', shape: ['N', 1, 'H', 'W'] };
const level: TensorInfo = { name: 's', shape: [1, 1, 1, 1] };
const result: TensorInfo = { name: 'y', shape: ['N', 1, 'H', 'W'] };

/** A session with one input and one output that computes a function of the samples. */
function session(compute: (x: Tensor) => Tensor, inputs = [picture], outputs = [result]): Session {
  return { ...convolutionSession(), inputs, outputs, run: async ({ x }) => ({ y: compute(x!) }) };
}

describe('probeModel', () => {
  it.each([
    [{}, { channels: 1, alignment: 1, reach: 3 }],
    [{ channels: 3 as const }, { channels: 3, alignment: 1, reach: 3 }],
    [{ alignment: 2 as const }, { channels: 1, alignment: 2, reach: 7 }],
    [{ told: true }, { channels: 1, alignment: 1, reach: 3, sigmaInput: 'sigma' }],
  ])('finds the inputs, alignment and reach of a network of three convolutions, %j', async (options, expected) => {
    const names = { name: 'stranger', bytes, input: 'noisy', output: 'clean' };
    expect(await probe(convolutionSession(options))).toEqual({ ...names, ...expected });
  });

  it('gives Infinity for a network that sees the whole picture', async () => {
    const global = session(({ data, shape }) => {
      const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
      return { data: data.map((value) => value - mean), shape };
    });
    expect(await probe(global)).toMatchObject({ alignment: 1, reach: Infinity });
  });

  it('finds the grid of a network that takes any size and pads by itself', async () => {
    // The mean of blocks of 4×4 pixels, blocks at the right and bottom smaller.
    const blocks = session(({ data, shape }) => {
      const [, , height = 0, width = 0] = shape;
      const mean = data.map((_, index) => {
        const [left, top] = [Math.floor((index % width) / 4) * 4, Math.floor(index / width / 4) * 4];
        let [sum, count] = [0, 0];
        for (let y = top; y < Math.min(height, top + 4); y++) {
          for (let x = left; x < Math.min(width, left + 4); x++, count++) sum += data[y * width + x]!;
        }
        return sum / count;
      });
      return { data: mean, shape };
    });
    expect(await probe(blocks)).toMatchObject({ alignment: 4, reach: 3 });
  });

  it.each([
    ['no picture', [level], [result], "expected one image input [1, 1 or 3, height, width], found 's' [1, 1, 1, 1]"],
    ['two pictures', [picture, { ...picture, name: 'z' }], [result], 'expected one image input'],
    ['a wrong rank', [{ name: 'x', shape: ['H', 'W'] }], [result], "found 'x' [H, W]"],
    ['four channels', [{ name: 'x', shape: [1, 4, 'H', 'W'] }], [result], "found 'x' [1, 4, H, W]"],
    ['a fixed size', [{ name: 'x', shape: [1, 1, 256, 256] }], [result], 'expected an image input of any height and width'],
    [
      'an unknown input',
      [picture, { name: 'z', shape: [1, 8] }],
      [result],
      "expected at most a noise level [1] beside the image input, found 'z'",
    ],
    ['no image output', [picture], [{ name: 'y', shape: [1, 10] }], "expected an image output [1, 1, height, width], found 'y' [1, 10]"],
  ] as const)('refuses %s, and says what it expected', async (_, inputs, outputs, message) => {
    const refused = probe(session((x) => x, [...inputs], [...outputs]));
    await expect(refused).rejects.toThrow(ModelError);
    await expect(refused).rejects.toThrow(message);
  });

  it('refuses a network whose output is larger than its input, and one that always fails', async () => {
    const larger = session(({ shape: [n = 0, c = 0, h = 0, w = 0] }) => ({
      data: new Float32Array(4 * n * c * h * w),
      shape: [n, c, 2 * h, 2 * w],
    }));
    await expect(probe(larger)).rejects.toThrow(
      /expected the shape \[1, 1, 320, 192\] from the model stranger, it gave \[1, 1, 640, 384\]/,
    );
    const failing = session(() => {
      throw new Error('Gather: index out of range');
    });
    await expect(probe(failing)).rejects.toThrow(/Gather: index out of range/);
    await expect(probe(failing)).rejects.toThrow(ModelError);
  });
});
