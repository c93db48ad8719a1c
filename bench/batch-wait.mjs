// How much longer a step of the training loop takes than the same step with its batch at hand: what drawing crops and noise costs a run. For a small
// colour network, whose steps are short, with the cheapest and the dearest kind of noise, drawn by threads as `cleargrain train` has them and by the thread that
// calls. Aim: 1, which only a machine with cores to spare can reach: where the engine takes all, drawing costs what it costs.
import { createRandom } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { createBatch, parseRecipe, train } from '@cleargrain/train';
import { BatchThreads, planBatchThreads } from 'cleargrain';
import { interleave, median, report } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 3);
const steps = 24;
const noises = {
  gaussian: [{ kind: 'gaussian', ranges: [[0, 55]] }],
  photo: [{ kind: 'photo', ranges: [[0, 40]] }],
};
const phase = { until: 1, batch: 16, crop: 64, loss: 'l1' };
const random = createRandom(1);
const photographs = [0, 1, 2, 3].map((index) => {
  const samples = new Uint8Array(new SharedArrayBuffer(512 * 384 * 3));
  for (let i = 0; i < samples.length; i++) samples[i] = random.integer(256);
  return { name: `${index}`, width: 512, height: 384, channels: 3, samples };
});
const engine = await createEngine({ device: 'cpu' });
const copied = (inputs) =>
  Object.fromEntries(Object.entries(inputs).map(([name, { data, shape }]) => [name, { data: data.slice(), shape }]));

/** Medians in milliseconds: a step of the loop, and the same graph run again and again with one batch, in the same session. */
async function measure(noise, batches) {
  const alone = [];
  const watched = {
    ...engine,
    async load(model, options) {
      const session = await engine.load(model, options);
      let runs = 0;
      return {
        read: (name) => session.read(name),
        write: (name, value) => session.write(name, value),
        close: () => session.close(),
        async run(inputs) {
          if (++runs === steps) {
            for (let i = 0; i < steps; i++) {
              const copy = copied(inputs);
              const began = performance.now();
              await session.run(copy);
              alone.push(performance.now() - began);
            }
          }
          return session.run(inputs);
        },
      };
    },
  };
  const recipe = parseRecipe({ network: { architecture: 'flat', channels: 3, width: 32, blocks: 5 }, steps, phases: [phase], noise });
  const loop = [];
  let last = performance.now();
  await train({
    engine: watched,
    recipe,
    photographs,
    ...(batches && { batches }),
    onProgress: () => {
      loop.push(performance.now() - last);
      last = performance.now();
    },
  });
  // The first steps load the graph and warm up; in the last the graph ran by itself.
  return { loop: median(loop.slice(4, -1)), alone: median(alone.slice(4)) };
}

const threads = new BatchThreads(photographs, planBatchThreads(engine));
const results = {};
for (const [kind, noise] of Object.entries(noises)) {
  const measured = { alone: [], byThreads: [], byCaller: [] };
  for (let round = 0; round < rounds; round++) {
    for (const [way, batches] of [
      ['byThreads', threads],
      ['byCaller', undefined],
    ]) {
      const { loop, alone } = await measure(noise, batches);
      measured[way].push(loop);
      measured.alone.push(alone);
    }
  }
  const [byThreads, byCaller, alone] = ['byThreads', 'byCaller', 'alone'].map((name) => median(measured[name]));
  const { drawing } = await interleave(
    {
      drawing() {
        const began = performance.now();
        createBatch(photographs, { ...phase, channels: 3, noise, seed: 1, step: 1 });
        return performance.now() - began;
      },
    },
    9,
  );
  results[kind] = { stepAlone: alone, byThreads, byCaller, drawing, ratio: byThreads / alone, ratioByCaller: byCaller / alone };
}
await threads.close();
await engine.close();
await report('batch-wait', { steps, rounds, milliseconds: results });
