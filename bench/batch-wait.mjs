// How much longer a step of the training loop takes than the same step with its batch at hand: what drawing crops and noise costs a run. For a small
// colour network, whose steps are short, with the cheapest and the dearest kind of noise. Aim: 1, a batch is drawn while the engine computes.
import { createRandom } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { createBatch, parseRecipe, train } from '@cleargrain/train';
import { interleave, median, report } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 3);
const steps = 24;
const noises = {
  gaussian: [{ kind: 'gaussian', ranges: [[0, 55]] }],
  camera: [
    {
      kind: 'camera',
      ranges: [
        [0.001, 0.02],
        [1e-5, 1e-3],
      ],
    },
  ],
};
const phase = { until: 1, batch: 16, crop: 64, loss: 'l1' };
const random = createRandom(1);
const photographs = [0, 1, 2, 3].map((index) => ({
  name: `${index}`,
  width: 512,
  height: 384,
  channels: 3,
  samples: Uint8Array.from({ length: 512 * 384 * 3 }, () => random.integer(256)),
}));
const engine = await createEngine({ device: 'cpu' });
const copied = (inputs) =>
  Object.fromEntries(Object.entries(inputs).map(([name, { data, shape }]) => [name, { data: data.slice(), shape }]));

/** Medians in milliseconds: a step of the loop, and the same graph run again and again with one batch, in the same session. */
async function measure(noise) {
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
    onProgress: () => {
      loop.push(performance.now() - last);
      last = performance.now();
    },
  });
  // The first steps load the graph and warm up; in the last the graph ran by itself.
  return { loop: median(loop.slice(4, -1)), alone: median(alone.slice(4)) };
}

const results = {};
for (const [kind, noise] of Object.entries(noises)) {
  const measured = { loop: [], alone: [] };
  for (let round = 0; round < rounds; round++) {
    const { loop, alone } = await measure(noise);
    measured.loop.push(loop);
    measured.alone.push(alone);
  }
  const [loop, alone] = [median(measured.loop), median(measured.alone)];
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
  results[kind] = { stepInLoop: loop, stepAlone: alone, drawing, ratio: loop / alone };
}
await engine.close();
await report('batch-wait', { steps, rounds, milliseconds: results });
