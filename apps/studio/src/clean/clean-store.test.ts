import { describe, expect, it } from 'vitest';
import type { Studio } from '../studio.js';
import { CleanStore } from './clean-store.js';

/** A picture's cleaning that was asked of the worker, and how it ends. */
interface Asked {
  readonly id: number;
  readonly region: { readonly x: number } | undefined;
  readonly model: string;
  end(): void;
  stop(): void;
}

/** A store over a worker that is played: pictures of `side` pixels squared are open at once, their cleaning ends when it is told to. */
function playedStore(side: number) {
  const asked: Asked[] = [];
  const running = new Map<number, Asked>();
  let next = 0;
  const info = (id: number) => ({ id, width: side, height: side, channels: 3, depth: 8, sigma: 5, hasReference: false });
  const clean = {
    open: async () => info(next++),
    pixels: async () => ({ noisy: new Uint8ClampedArray(4), clean: new Uint8ClampedArray(4), factor: 1 }),
    addNoise: async (): Promise<never> => {
      throw new Error('no room');
    },
    figures: async () => undefined,
    close: async () => undefined,
    cancel: async (id: number) => running.get(id)?.stop(),
    clean: (id: number, region: Asked['region'], model: string) =>
      new Promise<object>((resolve, reject) => {
        const one = {
          id,
          region,
          model,
          end: () => resolve({ model, seconds: 1 }),
          stop: () => reject(new DOMException('stopped', 'AbortError')),
        };
        asked.push(one);
        running.set(id, one);
      }),
  };
  const store = new CleanStore({ clean } as unknown as Studio);
  return { store, asked };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const files = (...names: string[]) => names.map((name) => ({ name, file: new Blob() }));

describe('what is cleaned', () => {
  it('is the picture that is looked at; those that were left are let go of, but for what was asked for', async () => {
    const { store, asked } = playedStore(100);
    void store.add(files('a.png', 'b.png', 'c.png'));
    await settled();
    expect(asked.map(({ id }) => id)).toEqual([0]);
    for (const key of [1, 2, 1, 2, 1]) void store.choose(key);
    await settled();
    // The first was left, and nobody had asked for it.
    expect(asked.map(({ id }) => id)).toEqual([0, 1]);
    expect(store.jobs.all.value.map(({ state }) => state.kind)).toEqual(['waiting', 'cleaning', 'waiting']);
    void store.clean(2);
    void store.clean(2);
    expect(store.jobs.get(2)?.state).toEqual({ kind: 'waiting', next: true });
    asked[1]!.end();
    await settled();
    void store.choose(0);
    await settled();
    expect(store.jobs.get(2)?.state.kind).toBe('cleaning');
    asked[2]!.end();
    await settled();
    expect(asked.map(({ id }) => id)).toEqual([0, 1, 2, 0]);
  });

  it('is, of a large picture, what was seen last; the whole, once that was asked for', async () => {
    const { store, asked } = playedStore(4000);
    void store.add(files('a.png', 'b.png'));
    await settled();
    void store.clean(0);
    await settled();
    await store.choose(1);
    for (const x of [0, 1000, 2000]) store.see({ x, y: 0, width: 500, height: 500 });
    asked[0]!.end();
    await settled();
    expect(asked.slice(1).map(({ region }) => region?.x)).toEqual([2000]);
    asked[1]!.end();
    await settled();
    void store.clean(0);
    await settled();
    void store.clean(1);
    store.see({ x: 3000, y: 0, width: 500, height: 500 });
    asked[2]!.end();
    await settled();
    expect(asked).toHaveLength(4);
    expect(asked[3]).toMatchObject({ id: 1, region: undefined });
  });

  it('can be taken back while it waits', async () => {
    const { store, asked } = playedStore(100);
    void store.add(files('a.png', 'b.png'));
    await settled();
    void store.clean(0);
    await store.choose(0);
    void store.choose(1);
    await settled();
    void store.clean(1);
    await settled();
    store.cancel(1);
    asked[0]!.end();
    await settled();
    expect(store.jobs.get(1)?.state).toEqual({ kind: 'waiting' });
    expect(asked).toHaveLength(1);
  });
});

it('is not cleaned unasked once it was left, though its file was still being read', async () => {
  const { store, asked } = playedStore(100);
  void store.add(files('a.png', 'b.png', 'c.png'));
  await settled();
  void store.choose(1);
  void store.choose(2);
  await settled();
  asked[0]!.end();
  await settled();
  expect(asked.map(({ id }) => id)).toEqual([0, 2]);
});

describe('a batch', () => {
  it('takes in what comes meanwhile, and what another model had cleaned', async () => {
    const { store, asked } = playedStore(100);
    void store.add(files('a.png'));
    await settled();
    asked[0]!.end();
    await settled();
    store.model.value = 'other';
    const all = store.cleanAll();
    await settled();
    expect(asked.map(({ id, model }) => [id, model])).toEqual([
      [0, 'auto'],
      [0, 'other'],
    ]);
    void store.add(files('b.png'));
    await settled();
    for (let turn = 0; turn < 4; turn++) {
      asked.at(-1)!.end();
      await settled();
    }
    await all;
    expect(store.jobs.all.value.map(({ state }) => state.kind === 'done' && state.wanted)).toEqual(['other', 'other']);
    expect(store.jobs.all.value.some((job) => store.wantsCleaning(job))).toBe(false);
  });
});

it('leaves a picture as it is when no noise could be added, and says why', async () => {
  const { store, asked } = playedStore(100);
  void store.add(files('a.png'));
  await settled();
  asked[0]!.end();
  await settled();
  await store.addNoise(0, 'gaussian:25');
  expect(store.jobs.get(0)?.state.kind).toBe('done');
  expect(store.message.value).toBe('a.png: no room');
  expect(asked).toHaveLength(1);
});
