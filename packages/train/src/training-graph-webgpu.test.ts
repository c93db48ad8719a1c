import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { NetworkConfig } from '@cleargrain/core';
import { describe, expect, it } from 'vitest';
import type { OptimiserName } from './optimiser/optimise.js';

const runs: readonly (readonly [OptimiserName, NetworkConfig])[] = [
  ['adamw', { architecture: 'unet', channels: 1, widths: [16, 16], blocks: 1 }],
  ['muon', { architecture: 'flat', channels: 1, width: 16, blocks: 1, direct: 3, context: 2 }],
];

const driver = ['/usr/lib/chromium/vk_swiftshader_icd.json', '/usr/share/vulkan/icd.d/vk_swiftshader_icd.json'].find((file) =>
  existsSync(file),
);

/** Two training steps on WebGPU alone and on the CPU; prints what came of them as JSON. In a process of its own, for the driver's sake. */
const program = (optimiser: OptimiserName, network: NetworkConfig): string => `
  import { copyModel, createRandom, parameterCount, writeOnnx } from '@cleargrain/core';
  import { createEngine } from '@cleargrain/node';
  import { carriedState, defaultAdamw, stateNames, trainingGraph } from '@cleargrain/train';
  import { InferenceSession, Tensor } from 'onnxruntime-node';

  const network = ${JSON.stringify(network)};
  const shape = [2, 1, 16, 16];
  const graph = trainingGraph({ network, batch: 2, crop: 16, loss: 'l1', optimiser: '${optimiser}', adamw: defaultAdamw, gradientLimit: 1 });
  const model = writeOnnx(graph);
  const count = parameterCount(network);
  const random = createRandom(1);
  const draw = (length, scale) => Float32Array.from({ length }, () => scale * random.normal());
  const start = draw(count, 0.1);
  const state = { parameters: start, mean: new Float32Array(count), square: new Float32Array(count), average: start };
  const batches = [1, 2].map((step) => ({
    noisy: draw(512, 1), clean: draw(512, 1), schedule: Float32Array.of(0.01, 1 / (1 - 0.9 ** step), 1 / (1 - 0.99 ** step), 0.5),
  }));
  const shapeOf = (name) => (name === 'schedule' ? [4] : shape);

  const cpu = await createEngine({ device: 'cpu', threads: 1 });
  const session = await cpu.load(model, { carried: carriedState });
  for (const name of stateNames) await session.write(name, { data: state[name], shape: [count] });
  for (const batch of batches)
    await session.run(Object.fromEntries(Object.entries(batch).map(([name, data]) => [name, { data: data.slice(), shape: shapeOf(name) }])));
  const expected = {};
  for (const name of stateNames) expected[name] = (await session.read(name)).data;
  await cpu.close();

  // With this the runtime refuses a graph of which a node would run on the CPU.
  const options = { executionProviders: ['webgpu'], logSeverityLevel: 4, extra: { session: { disable_cpu_ep_fallback: '1' } } };
  const outputs = Object.values(carriedState);
  const device = await InferenceSession.create(model, {
    ...options, preferredOutputLocation: Object.fromEntries(outputs.map((name) => [name, 'gpu-buffer'])),
  });
  let carried = Object.fromEntries(stateNames.map((name) => [name, new Tensor('float32', state[name], [count])]));
  for (const batch of batches) {
    const inputs = Object.fromEntries(Object.entries(batch).map(([name, data]) => [name, new Tensor('float32', data, shapeOf(name))]));
    const results = await device.run({ ...carried, ...inputs });
    carried = Object.fromEntries(stateNames.map((name) => [name, results[carriedState[name]]]));
  }
  const copy = await InferenceSession.create(copyModel([count]), options);
  const differences = {};
  const changes = {};
  // Of single weights with next to no gradient AdamW makes what the rounding says.
  const distance = (a, b) => Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / count);
  for (const name of stateNames) {
    differences[name] = distance((await copy.run({ x: carried[name] })).y.data, expected[name]);
    changes[name] = distance(state[name], expected[name]);
  }
  // Its blocks exist on the CPU alone.
  const refused = await InferenceSession.create(writeOnnx(graph, { channelBlock: 16 }), options).then(() => false, () => true);
  console.log(JSON.stringify({ locations: stateNames.map((name) => carried[name].location), differences, changes, refused }));
`;

interface Outcome {
  readonly locations: readonly string[];
  /** Root mean squares: from the CPU's state, and of the CPU's from the start. */
  readonly differences: Readonly<Record<string, number>>;
  readonly changes: Readonly<Record<string, number>>;
  readonly refused: boolean;
}

function run(source: string): Promise<Outcome> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, VK_DRIVER_FILES: driver, VK_ICD_FILENAMES: driver },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    errors += data;
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(output) as Outcome) : reject(new Error(errors))));
  });
}

describe.skipIf(driver === undefined)(
  'a training step on WebGPU, by SwiftShader (needs the Vulkan driver of Debian’s package chromium)',
  { timeout: 900_000 },
  () => {
    it.each(runs)('runs every node on the device, keeps the state there and gives the CPU’s weights: %s', async (optimiser, network) => {
      const { locations, differences, changes, refused } = await run(program(optimiser, network));
      expect(locations).toEqual(['gpu-buffer', 'gpu-buffer', 'gpu-buffer', 'gpu-buffer']);
      expect(refused).toBe(true);
      for (const name of ['parameters', 'mean', 'average']) {
        expect(changes[name]).toBeGreaterThan(1e-4);
        expect(differences[name], name).toBeLessThan(1e-3 * changes[name]!);
      }
    });
  },
);
