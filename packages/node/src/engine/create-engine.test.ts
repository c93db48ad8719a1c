import { type Engine, ModelError, type Tensor, UnsupportedError } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { afterEach, describe, expect, it } from 'vitest';
import { convolutionChain } from './testing/convolution-chain.js';
import { fixture } from './testing/fixture.js';

const tensor = (shape: readonly number[], values: readonly number[]): Tensor => ({ shape, data: Float32Array.from(values) });
const picture = () => tensor([1, 1, 2, 3], [1, 2, 3, 4, 5, 6]);
// The kernel is 1 to 9 in reading order, the border zero.
const convolved = [94, 154, 106, 58, 91, 58];

const engines: Engine[] = [];
async function cpu(): Promise<Engine> {
  const engine = await createEngine({ device: 'cpu', threads: 2 });
  engines.push(engine);
  return engine;
}
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
});

describe('an engine', () => {
  it('computes a convolution exactly, for any size', async () => {
    const session = await (await cpu()).load(fixture('convolution'));
    expect(session.inputs).toEqual([{ name: 'x', shape: [1, 1, 'height', 'width'] }]);
    const { y } = await session.run({ x: picture() });
    expect(y?.shape).toEqual([1, 1, 2, 3]);
    expect([...y!.data]).toEqual(convolved);
    const { y: dot } = await session.run({ x: tensor([1, 1, 1, 1], [2]) });
    expect([...dot!.data]).toEqual([10]);
  });

  it('counts the time in which it computes', async () => {
    const engine = await cpu();
    const session = await engine.load(fixture('convolution'));
    expect(await engine.usage()).toEqual({ busySeconds: 0, spanSeconds: 0 });
    await session.run({ x: picture() });
    const first = await engine.usage();
    expect(first.busySeconds).toBeGreaterThan(0);
    expect(first.spanSeconds).toBe(first.busySeconds);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await session.run({ x: picture() });
    const both = await engine.usage();
    expect(both.busySeconds).toBeGreaterThan(first.busySeconds);
    expect(both.spanSeconds - both.busySeconds).toBeGreaterThan(0.01);
  });

  it('takes data that is part of a larger buffer and leaves that buffer alone', async () => {
    const session = await (await cpu()).load(fixture('convolution'));
    const buffer = Float32Array.from([9, 9, 1, 2, 3, 4, 5, 6, 9]);
    const { y } = await session.run({ x: { shape: [1, 1, 2, 3], data: buffer.subarray(2, 8) } });
    expect([...y!.data]).toEqual(convolved);
    expect([...buffer]).toEqual([9, 9, 1, 2, 3, 4, 5, 6, 9]);
  });

  it('says what runs', async () => {
    expect(await cpu()).toMatchObject({ device: 'cpu', description: 'CPU, 2 threads' });
  });

  it('runs beside another, each with its own sessions', async () => {
    const [first, second] = await Promise.all([cpu(), cpu()]);
    const sessions = await Promise.all([first.load(fixture('convolution')), second.load(fixture('convolution'))]);
    const results = await Promise.all(sessions.map((session) => session.run({ x: picture() })));
    expect(results.map(({ y }) => [...y!.data])).toEqual([convolved, convolved]);
    await first.close();
    const { y } = await sessions[1]!.run({ x: picture() });
    expect([...y!.data]).toEqual(convolved);
  });

  it('answers runs in the order of the calls', async () => {
    const session = await (await cpu()).load(fixture('convolution'));
    const order: number[] = [];
    await Promise.all([3, 1, 2].map((value) => session.run({ x: tensor([1, 1, 1, 1], [value]) }).then(({ y }) => order.push(y!.data[0]!))));
    expect(order).toEqual([15, 5, 10]);
  });

  it('leaves the event loop free while a graph runs', async () => {
    const session = await (await cpu()).load(convolutionChain(80));
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    // In the caller's own thread the run would be over before the first tick.
    await session.run({ x: { shape: [1, 32, 256, 256], data: new Float32Array(32 * 256 * 256).fill(0.5) } });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });

  it('refuses options out of range by name', async () => {
    await expect(createEngine({ threads: 0 })).rejects.toThrow('expected an integer from 1 to 256 for threads, received 0');
    await expect(createEngine({ threads: 1.5 })).rejects.toThrow(RangeError);
  });

  it('says in one line that a device asked for by name is missing', async () => {
    const error = await createEngine({ device: 'cuda' }).then(
      (engine) => engine.close(),
      (reason: unknown) => reason,
    );
    // Where CUDA is installed there is nothing to refuse.
    if (error === undefined) return;
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(String(error)).toMatch(/^UnsupportedError: device 'cuda' cannot be used here: .*$/);
  });
});

describe('a model that cannot be used', () => {
  const whole = fixture('convolution');
  it.each([
    ['a text file', new TextEncoder().encode('# Notes\n\nThis is not a model.\n')],
    ['an empty file', new Uint8Array(0)],
    ['half a model', whole.slice(0, Math.floor(whole.length / 2))],
  ])('is refused in one short line: %s', async (_, bytes) => {
    const error = await (await cpu()).load(bytes).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ModelError);
    expect(String(error)).toMatch(/^ModelError: not an ONNX model.{0,100}$/);
  });

  it('leaves the engine usable', async () => {
    const engine = await cpu();
    await expect(engine.load(new Uint8Array(10))).rejects.toThrow(ModelError);
    const session = await engine.load(fixture('convolution'));
    expect((await session.run({ x: picture() })).y!.data[0]).toBe(94);
  });

  it('is refused when it lacks what should be carried', async () => {
    const engine = await cpu();
    await expect(engine.load(fixture('counter'), { carried: { total: 'next' } })).rejects.toThrow(
      "the model has no input 'total' to carry",
    );
    await expect(engine.load(fixture('counter'), { carried: { count: 'total' } })).rejects.toThrow("no output 'total' to carry");
  });
});

describe('wrong inputs', () => {
  it('are named, with what was expected and what came', async () => {
    const session = await (await cpu()).load(fixture('convolution'));
    await expect(session.run({})).rejects.toThrow("input 'x' is missing: the model wants 'x'");
    await expect(session.run({ x: picture(), sigma: tensor([1], [1]) })).rejects.toThrow("the model has no input 'sigma'");
    await expect(session.run({ x: tensor([1, 3, 1, 1], [1, 2, 3]) })).rejects.toThrow(
      "expected shape [1, 1, height, width] for input 'x', received [1, 3, 1, 1]",
    );
    await expect(session.run({ x: tensor([1, 1, 2, 2], [1]) })).rejects.toThrow("expected 4 numbers for input 'x'");
    expect((await session.run({ x: picture() })).y!.data[0]).toBe(94);
  });

  it('are told apart from data that an earlier run took', async () => {
    const session = await (await cpu()).load(fixture('convolution'));
    const x = picture();
    await session.run({ x });
    await expect(session.run({ x })).rejects.toThrow('was its data given to an earlier run?');
  });
});

describe('carried state', () => {
  const one = () => ({ step: tensor([1], [1]) });
  const counter = async () => (await cpu()).load(fixture('counter'), { carried: { count: 'next' } });

  it('goes from run to run, can be read and set, and is not among inputs and outputs', async () => {
    const session = await counter();
    expect(session.inputs.map(({ name }) => name)).toEqual(['step']);
    expect(session.outputs.map(({ name }) => name)).toEqual(['double']);
    await session.write('count', tensor([3], [0, 10, 20]));
    for (let run = 1; run <= 5; run++) {
      const results = await session.run(one());
      expect(Object.keys(results)).toEqual(['double']);
      expect([...results.double!.data]).toEqual([2 * run, 20 + 2 * run, 40 + 2 * run]);
    }
    const value = await session.read('count');
    expect(value.shape).toEqual([3]);
    expect([...value.data]).toEqual([5, 15, 25]);
    await session.write('count', tensor([3], [7, 7, 7]));
    expect([...(await session.read('count')).data]).toEqual([7, 7, 7]);
    expect([...(await session.run(one())).double!.data]).toEqual([16, 16, 16]);
  });

  it('is read and written as a copy', async () => {
    const session = await counter();
    const start = tensor([3], [1, 2, 3]);
    await session.write('count', start);
    expect([...start.data]).toEqual([1, 2, 3]);
    const before = await session.read('count');
    await session.run(one());
    await session.run(one());
    expect([...before.data]).toEqual([1, 2, 3]);
  });

  it('survives a run that fails', async () => {
    const session = await counter();
    await session.write('count', tensor([3], [1, 2, 3]));
    await session.run(one());
    await expect(session.run({ step: tensor([2], [1, 1]) })).rejects.toThrow('expected shape [1]');
    expect([...(await session.read('count')).data]).toEqual([2, 3, 4]);
  });

  it('must be set before the first run, to the right shape and under its name', async () => {
    const session = await counter();
    await expect(session.run(one())).rejects.toThrow("carried input 'count' has no value yet");
    await expect(session.write('count', tensor([2], [1, 2]))).rejects.toThrow("expected shape [3] for input 'count', received [2]");
    await expect(session.read('step')).rejects.toThrow("expected one of count for the carried input, received 'step'");
  });
});

describe('closing', () => {
  it('waits for the runs under way, which give their results', async () => {
    const engine = await cpu();
    const session = await engine.load(convolutionChain(8));
    const events: string[] = [];
    const runs = [0, 1].map(() =>
      session.run({ x: { shape: [1, 32, 256, 256], data: new Float32Array(32 * 256 * 256).fill(1) } }).then(({ y }) => {
        events.push(`run of ${y!.data.length}`);
      }),
    );
    await engine.close().then(() => events.push('closed'));
    await Promise.all(runs);
    expect(events).toEqual(['run of 2097152', 'run of 2097152', 'closed']);
  });

  it('can be done twice, of an engine and of a session', async () => {
    const engine = await cpu();
    const session = await engine.load(fixture('convolution'));
    await session.close();
    await session.close();
    await expect(session.run({ x: picture() })).rejects.toThrow('the session is closed');
    await Promise.all([engine.close(), engine.close()]);
    await engine.close();
    await session.close();
    await expect(engine.load(fixture('convolution'))).rejects.toThrow('the engine is closed');
  });
});
