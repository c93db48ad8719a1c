import { describe, expect, it } from 'vitest';
import { denoise } from '../denoise.js';
import type { Session } from '../engine.js';
import { createImage } from '../image/image.js';
import { imageSink } from '../image/image-sink.js';
import { imageSource } from '../image/image-source.js';
import type { ImageSink, ImageSource } from '../image/region.js';
import type { Progress } from '../progress.js';
import { convolutionSession } from '../testing/convolution-session.js';
import { randomImage } from '../testing/random-image.js';
import { denoiseImage } from './denoise-image.js';
import type { ModelSessions } from './model-sessions.js';

it('progress only rises, ends at 1 and knows the time left', async () => {
  const session = convolutionSession();
  const seen: Progress[] = [];
  await denoiseImage(randomImage(70, 50), session.model, session, { tile: 20, onProgress: (progress) => seen.push(progress) });
  expect(seen).toHaveLength(session.runs.length);
  for (let index = 1; index < seen.length; index++) expect(seen[index]!.fraction).toBeGreaterThan(seen[index - 1]!.fraction);
  expect(seen.at(-1)).toMatchObject({ fraction: 1, remaining: 0 });
  expect(seen[0]!.remaining).toBeGreaterThan(0);
});

it('reads the next tile and writes the one before while the engine computes, and no further ahead', async () => {
  const inner = convolutionSession();
  const image = randomImage(30, 90);
  const events: string[] = [];
  const sourceOfImage = imageSource(image);
  const until = async (event: string) => {
    for (let turn = 0; turn < 100 && !events.includes(event); turn++) await new Promise((resolve) => setTimeout(resolve));
  };
  const [reads, writes] = [{ count: 0 }, { count: 0 }];
  let ahead = 0;
  const source: ImageSource = {
    ...sourceOfImage,
    read: (region) => {
      events.push(`read ${++reads.count}`);
      ahead = Math.max(ahead, reads.count - writes.count);
      return sourceOfImage.read(region);
    },
  };
  const sink: ImageSink = {
    write: async () => {
      await until(`begin ${writes.count + 2}`);
      events.push(`write ${++writes.count}`);
    },
  };
  const session: Session = {
    ...inner,
    run: async (inputs) => {
      const number = inner.runs.length + 1;
      events.push(`begin ${number}`);
      const result = await inner.run(inputs);
      await until(`write ${number - 1}`);
      events.push(`end ${number}`);
      return result;
    },
  };
  await denoise(source, sink, inner.model, session, { tile: 30 });
  const between = (event: string, before: string, after: string) => {
    expect(events.indexOf(event)).toBeGreaterThan(events.indexOf(before));
    expect(events.indexOf(event)).toBeLessThan(events.indexOf(after));
  };
  expect(inner.runs.length).toBe(4);
  for (const tile of [1, 2, 3]) {
    between(`read ${tile + 1}`, `begin ${tile}`, `end ${tile}`);
    between(`write ${tile}`, `begin ${tile + 1}`, `end ${tile + 1}`);
  }
  expect(ahead).toBeLessThanOrEqual(3);
});

it('stops between tiles with the signal’s reason and writes nothing more', async () => {
  const session = convolutionSession();
  const controller = new AbortController();
  let written = 0;
  const sink = { write: () => void written++ };
  const reason = new Error('enough');
  const onProgress = ({ fraction }: Progress) => fraction > 0.3 && controller.abort(reason);
  const stopped = denoise(imageSource(randomImage(70, 50)), sink, session.model, session, {
    tile: 20,
    signal: controller.signal,
    onProgress,
  });
  await expect(stopped).rejects.toBe(reason);
  const [tiles, runs] = [written, session.runs.length];
  expect(runs - tiles).toBeLessThanOrEqual(1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([written, session.runs.length]).toEqual([tiles, runs]);
  const again = denoise(imageSource(randomImage(9, 9)), sink, session.model, session, { signal: controller.signal });
  await expect(again).rejects.toBe(reason);
  expect(session.runs.length).toBe(runs);
});

describe('stopped in the middle', () => {
  /** Hangs until it is released. */
  const gate = () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    let reached = () => {};
    const arrived = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const pass = async () => {
      reached();
      await opened;
    };
    return { open, arrived, pass };
  };
  const image = randomImage(70, 50);

  it.each(['the engine', 'the source', 'the sink', 'the loading of the model'])(
    'while %s hangs: rejects at once, and nothing is read, run, written or told any more',
    async (place) => {
      const inner = convolutionSession();
      const hang = gate();
      const within = (name: string) => (name === place ? hang.pass() : Promise.resolve());
      const events: string[] = [];
      const source: ImageSource = {
        ...imageSource(image),
        read: async (region) => {
          events.push('read');
          if (events.filter((event) => event === 'read').length === 3) await within('the source');
          return imageSource(image).read(region);
        },
      };
      const sink: ImageSink = {
        write: async () => {
          events.push('write');
          await within('the sink');
        },
      };
      const session: Session = {
        ...inner,
        run: async (inputs) => {
          events.push('run');
          if (inner.runs.length === 1) await within('the engine');
          return inner.run(inputs);
        },
      };
      const sessions: ModelSessions = {
        floats: async () => {
          await within('the loading of the model');
          return session;
        },
        samples: () => undefined,
      };
      const controller = new AbortController();
      const reason = new Error('enough');
      const onProgress = () => void events.push('told');
      const stopped = denoise(source, sink, inner.model, sessions, { tile: 20, signal: controller.signal, onProgress });
      await hang.arrived;
      const before = [...events];
      controller.abort(reason);
      // It hangs still: to wait for it would wait for ever.
      await expect(stopped).rejects.toBe(reason);
      hang.open();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(events).toEqual(before);
      const again = createImage(70, 50, 1);
      await denoise(imageSource(image), imageSink(again), inner.model, inner, { tile: 20 });
      expect(again.data).toEqual((await denoiseImage(image, inner.model, inner)).data);
    },
  );

  it('in the middle of a tile that is read in bands: no more of them are read', async () => {
    const { model, ...session } = convolutionSession();
    const large = randomImage(700, 1500);
    const controller = new AbortController();
    let reads = 0;
    const source: ImageSource = {
      ...imageSource(large),
      read: (region) => {
        reads++;
        controller.abort(new Error('enough'));
        return imageSource(large).read(region);
      },
    };
    const sink: ImageSink = { write: () => Promise.reject(new Error('nothing should be written')) };
    await expect(denoise(source, sink, model, session, { signal: controller.signal })).rejects.toThrow('enough');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(reads).toBe(1);
  });
});
