import { type BatchOptions, BatchThreads, createBatch, type Photograph } from 'cleargrain';
import { afterAll, describe, expect, it } from 'vitest';

const photographs: Photograph[] = ['one', 'other'].map((name, index) => {
  const samples = new Uint8Array(new SharedArrayBuffer(40 * 30 * 3));
  samples.forEach((_, i) => {
    samples[i] = (i * (index + 3)) % 256;
  });
  return { name, width: 40, height: 30, channels: 3, samples };
});
const options: BatchOptions = { batch: 5, crop: 16, channels: 3, noise: [{ kind: 'photo', ranges: [[0, 12]] }], seed: 3, step: 7 };

const threads = new BatchThreads(photographs, { threads: 2, prefetch: true });
afterAll(() => threads.close());

describe('threads that draw batches', () => {
  it('give the same batches as the thread that calls, however many they are', async () => {
    const [first, second] = await Promise.all([threads.draw(options), threads.draw({ ...options, step: 8, batch: 1 })]);
    expect(first).toEqual(createBatch(photographs, options));
    expect(second).toEqual(createBatch(photographs, { ...options, step: 8, batch: 1 }));
  });

  it('say what is wrong, and go on', async () => {
    await expect(threads.draw({ ...options, noise: [{ kind: 'photo', ranges: [[-5, -5]] }] })).rejects.toThrow('photo');
    await expect(threads.draw(options)).resolves.toEqual(createBatch(photographs, options));
  });

  it('say when they have ended', async () => {
    const ended = new BatchThreads(photographs, { threads: 1, prefetch: false });
    await ended.close();
    await expect(ended.draw(options)).rejects.toThrow('ended');
    const closed = new BatchThreads(photographs, { threads: 1, prefetch: false });
    const drawing = expect(closed.draw({ ...options, batch: 50, crop: 30 })).rejects.toThrow('ended');
    await closed.close();
    await drawing;
  });

  it.each([0, 1.5, 257, Number.NaN])('are not %d in number', (count) => {
    expect(() => new BatchThreads(photographs, { threads: count, prefetch: false })).toThrow(RangeError);
  });
});
