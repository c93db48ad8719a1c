// A training step beside PyTorch's on the same network and batch (training-step.py; any Python that has torch: PYTHON=…). Aim: no longer than PyTorch's.
//
//   node bench/training-step.mjs [ROUNDS] [unet|flat] [THREADS] [BATCH] [CROP]
//
// `unet` has 0.77 M parameters (32-64-96, two blocks a level), `flat` 0.1 M (32, five blocks). `milliseconds` is the time on the clock, `processor` that of all
// processor cores together: where other programs run, the second still tells the two apart.
import os from 'node:os';
import path from 'node:path';
import { createRandom, findChannelBlock, initialParameters, parameterCount, writeOnnx } from '@cleargrain/core';
import { createEngine } from '@cleargrain/node';
import { carriedState, defaultAdamw, trainingGraph } from '@cleargrain/train';
import { median, report, root, runProgram } from './measure.mjs';

const [rounds, name, threads, batch, crop] = [3, 'unet', os.availableParallelism(), 16, 64].map((usual, index) => {
  const given = process.argv[2 + index];
  return given === undefined ? usual : typeof usual === 'number' ? Number(given) : given;
});
const steps = 20;
const network = {
  unet: { architecture: 'unet', channels: 1, widths: [32, 64, 96], blocks: 2 },
  flat: { architecture: 'flat', channels: 1, width: 32, blocks: 5 },
}[name];
const shape = [batch, 1, crop, crop];

const engine = await createEngine({ device: 'cpu', threads });
const graph = trainingGraph({ network, batch, crop, loss: 'l1', optimiser: 'adamw', adamw: defaultAdamw, gradientLimit: 1 });
const channelBlock = await findChannelBlock(engine);
const session = await engine.load(writeOnnx(graph, { channelBlock }), { carried: carriedState });
const count = parameterCount(network);
for (const name of Object.keys(carriedState)) {
  await session.write(name, { data: name === 'parameters' ? initialParameters(network, 1) : new Float32Array(count), shape: [count] });
}
const random = createRandom(1);

/** Median milliseconds of a step, on the clock and of the processor. */
async function ours() {
  const times = [];
  const busy = [];
  for (let step = 1; step <= steps; step++) {
    const clean = Float32Array.from({ length: batch * crop * crop }, (_, i) => 0.5 + 0.4 * Math.sin(i / 7));
    const noisy = clean.map((value) => value + 0.1 * random.normal());
    const schedule = { data: Float32Array.of(1e-3, 1 / (1 - 0.9 ** step), 1 / (1 - 0.99 ** step), 0.9), shape: [4] };
    const [began, before] = [performance.now(), process.cpuUsage()];
    await session.run({ noisy: { data: noisy, shape }, clean: { data: clean, shape }, schedule });
    times.push(performance.now() - began);
    const { user, system } = process.cpuUsage(before);
    busy.push((user + system) / 1000);
  }
  return { milliseconds: median(times), processor: median(busy) };
}

async function pytorch() {
  const script = path.join(root, 'bench', 'training-step.py');
  const { stdout } = await runProgram(process.env.PYTHON ?? 'python3', [script, name, ...[threads, batch, crop].map(String)]);
  return JSON.parse(stdout);
}

const measured = { ours: [], pytorch: [] };
for (let round = 0; round < rounds; round++) {
  measured.ours.push(await ours());
  measured.pytorch.push(await pytorch());
}
await engine.close();
const of = (side, kind) => median(measured[side].map((round) => round[kind]));
const both = (kind) => ({ ours: of('ours', kind), pytorch: of('pytorch', kind) });
const [milliseconds, processor] = [both('milliseconds'), both('processor')];
const result = {
  network: name,
  parameters: count,
  batch,
  crop,
  threads,
  channelBlock,
  steps,
  rounds,
  milliseconds,
  ratio: milliseconds.ours / milliseconds.pytorch,
  processor,
  processorRatio: processor.ours / processor.pytorch,
};
// The usual case keeps the plain name.
const usual = process.argv.length <= 3;
await report(usual ? 'training-step' : `training-step-${name}-${threads}-${batch}-${crop}`, result);
