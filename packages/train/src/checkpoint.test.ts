import { describe, expect, it } from 'vitest';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint.js';
import { parseRecipe } from './parse-recipe.js';

const checkpoint: Checkpoint = {
  recipe: parseRecipe({ network: { architecture: 'plain', channels: 1, widths: [1] }, steps: 30 }),
  step: 12,
  seconds: 3.25,
  history: [
    { step: 5, loss: 0.25 },
    { step: 10, loss: 0.125, psnr: 25.5 },
  ],
  loss: { sum: 0.1 + 0.2, count: 2 },
  data: { count: 3, hash: '0a1b' },
  state: {
    parameters: Float32Array.of(1, -2, 1 / 3),
    mean: Float32Array.of(0, 1e-30, -0.5),
    square: Float32Array.of(4, 5, 6),
    average: Float32Array.of(7, 8, 2 ** -149),
  },
};

/** The bytes of a checkpoint whose header says something else of some fields; undefined takes them out. */
function withHeader(changes: Readonly<Record<string, unknown>>): Uint8Array {
  const changed: Checkpoint = Object.assign({ ...checkpoint }, changes);
  return writeCheckpoint(changed);
}

describe('a checkpoint', () => {
  it('comes back from its bytes as it was', () => {
    expect(readCheckpoint(writeCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  it('keeps a PSNR that is infinite, which JSON cannot say', () => {
    const history = [{ step: 5, loss: 0, psnr: Infinity }];
    expect(readCheckpoint(writeCheckpoint({ ...checkpoint, history })).history).toEqual(history);
  });

  it('comes back from any part of any buffer', () => {
    const bytes = writeCheckpoint(checkpoint);
    for (const shift of [0, 1, 2, 3]) {
      const buffer = Buffer.alloc(bytes.length + 9, 255);
      buffer.set(bytes, shift);
      expect(readCheckpoint(buffer.subarray(shift, shift + bytes.length))).toEqual(checkpoint);
      expect(readCheckpoint(new Uint8Array(buffer).subarray(shift, shift + bytes.length))).toEqual(checkpoint);
    }
  });

  it('of an earlier version, without the running loss and the data, begins the loss anew', () => {
    const { data: _, ...others } = checkpoint;
    expect(readCheckpoint(withHeader({ loss: undefined, data: undefined }))).toStrictEqual({ ...others, loss: { sum: 0, count: 0 } });
  });

  it.each([
    { loss: null },
    { loss: { sum: 'much', count: 2 } },
    { loss: { sum: 1 } },
    { teacher: 5 },
    { teacher: null },
    { teacher: { name: 'color-m' } },
    { data: null },
    { data: { count: 3 } },
    { data: { count: 0.5, hash: '' } },
    { data: { count: 3, hash: '', description: 5 } },
  ])('is a RangeError when its header says %j', (changes) => {
    expect(() => readCheckpoint(withHeader(changes))).toThrow('expected a whole checkpoint, received a damaged one');
  });

  it('is written from vectors that are parts of larger ones', () => {
    const larger = Float32Array.of(9, ...checkpoint.state.parameters, 9);
    const state = { ...checkpoint.state, parameters: larger.subarray(1, 4) };
    expect(readCheckpoint(writeCheckpoint({ ...checkpoint, state }))).toEqual(checkpoint);
  });

  it('is a RangeError when it was cut short anywhere, or has more after its end', () => {
    const bytes = writeCheckpoint(checkpoint);
    for (let length = 0; length < bytes.length; length++) {
      const read = () => readCheckpoint(bytes.subarray(0, length));
      expect(read, `${length} of ${bytes.length} bytes`).toThrow(RangeError);
      expect(read).toThrow(length < 28 ? 'expected a checkpoint of cleargrain' : 'expected a whole checkpoint, received a damaged one');
    }
    expect(() => readCheckpoint(new Uint8Array([...bytes, 0]))).toThrow('damaged');
  });

  it('is a RangeError when it is something else, or its header is damaged', () => {
    expect(() => readCheckpoint(new TextEncoder().encode('a letter to a friend, long enough'))).toThrow('received something else');
    const bytes = writeCheckpoint(checkpoint);
    for (const [position, byte] of [
      [28, 0x5b],
      [30, 0xff],
      [25, 0xff],
    ] as const) {
      const damaged = bytes.slice();
      damaged[position] = byte;
      expect(() => readCheckpoint(damaged)).toThrow('expected a whole checkpoint, received a damaged one');
    }
  });
});
