import { createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine.js';
import { findChannelBlock } from './find-channel-block.js';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu', threads: 1 });
});
afterAll(() => engine.close());

describe('finding the block of channels', () => {
  it.runIf(process.arch === 'x64')('finds blocks on every processor of the x86 family that has AVX2', async () => {
    expect([8, 16]).toContain(await findChannelBlock(engine));
  });

  it('uses none where it was not measured, and a graph for every device where it is no CPU', async () => {
    expect(await findChannelBlock({ ...engine, architecture: 'arm64' })).toBe(1);
    expect(await findChannelBlock({ ...engine, device: 'webgpu' })).toBeUndefined();
  });

  it('uses none where the runtime refuses blocks', async () => {
    let loads = 0;
    const old: Engine = {
      ...engine,
      load: (model, options) => (loads++ === 0 ? engine.load(model, options) : Promise.reject(new Error('no such operator'))),
    };
    expect(await findChannelBlock(old)).toBe(1);
  });

  it('uses none where blocks give other numbers', async () => {
    let loads = 0;
    const wrong: Engine = {
      ...engine,
      async load(model, options) {
        const session = await engine.load(model, options);
        if (loads++ === 0) return session;
        return {
          ...session,
          close: () => session.close(),
          run: async (inputs) => {
            const outputs = await session.run(inputs);
            outputs.inputGradient!.data.reverse();
            return outputs;
          },
        };
      },
    };
    expect(await findChannelBlock(wrong)).toBe(1);
  });
});
