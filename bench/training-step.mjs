// A training step of a U-Net of 0.77 M parameters (32-64-96, two blocks a level) on a batch of 16 of 64×64, beside PyTorch's on the same network
// (training-step.py; any Python that has torch: PYTHON=…). Aim: no longer than PyTorch's.
import path from 'node:path';
import { createRandom, findChannelBlock, initialParameters, parameterCount, writeOnnx } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { carriedState, defaultAdamw, trainingGraph } from '@cleargrain/train';
import { interleave, report, root, runProgram } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 3);
const steps = 30;
const network = { architecture: 'unet', channels: 1, widths: [32, 64, 96], blocks: 2 };
const [batch, crop] = [16, 64];
const shape = [batch, 1, crop, crop];

const engine = await createEngine({ device: 'cpu' });
const graph = trainingGraph({ network, batch, crop, loss: 'l1', optimiser: 'adamw', adamw: defaultAdamw, gradientLimit: 1 });
const channelBlock = await findChannelBlock(engine);
const session = await engine.load(writeOnnx(graph, { channelBlock }), { carried: carriedState });
const count = parameterCount(network);
for (const name of Object.keys(carriedState)) {
  await session.write(name, { data: name === 'parameters' ? initialParameters(network, 1) : new Float32Array(count), shape: [count] });
}
const random = createRandom(1);

/** Median milliseconds of a step. */
async function ours() {
  const times = [];
  for (let step = 1; step <= steps; step++) {
    const clean = Float32Array.from({ length: batch * crop * crop }, (_, i) => 0.5 + 0.4 * Math.sin(i / 7));
    const noisy = clean.map((value) => value + 0.1 * random.normal());
    const schedule = { data: Float32Array.of(1e-3, 1 / (1 - 0.9 ** step), 1 / (1 - 0.99 ** step), 0.9), shape: [4] };
    const began = performance.now();
    await session.run({ noisy: { data: noisy, shape }, clean: { data: clean, shape }, schedule });
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[steps >> 1];
}
const pytorch = async () =>
  JSON.parse((await runProgram(process.env.PYTHON ?? 'python3', [path.join(root, 'bench', 'training-step.py')])).stdout).milliseconds;

const milliseconds = await interleave({ ours, pytorch }, rounds);
await engine.close();
await report('training-step', {
  parameters: count,
  batch,
  crop,
  channelBlock,
  steps,
  rounds,
  milliseconds,
  ratio: milliseconds.ours / milliseconds.pytorch,
});
