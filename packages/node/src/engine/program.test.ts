import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from './testing/run-program.js';

const start = `
  import { readFileSync } from 'node:fs';
  import { createEngine } from '@cleargrain/node';
  const counter = () => readFileSync('src/engine/testing/counter.onnx');
  const one = () => ({ step: { data: Float32Array.of(1), shape: [1] } });
  const zero = () => ({ data: new Float32Array(3), shape: [3] });
`;

describe('a program with an engine', () => {
  it('ends, silently, though it forgets to close the engine', async () => {
    const program = `${start}
      const session = await (await createEngine({ device: 'cpu' })).load(counter(), { carried: { count: 'next' } });
      await session.write('count', zero());
      // Nothing but the run itself keeps the program alive here.
      session.run(one()).then(({ double }) => console.log(...double.data));
    `;
    expect(await runProgram(program)).toEqual({ code: 0, output: '2 2 2', errors: '' });
  });

  it('gets a refused model as an error and nothing on stderr', async () => {
    const program = `${start}
      const engine = await createEngine({ device: 'auto' });
      await engine.load(new TextEncoder().encode('text')).catch((error) => console.log(error.name));
      await createEngine({ device: 'cuda' }).catch((error) => console.log(error.name));
      await engine.close();
    `;
    const { code, output, errors } = await runProgram(program);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output.split('\n')[0]).toBe('ModelError');
  });

  it('has ONNX Runtime report nothing to its maker: neither the number it gives a machine nor its log is there afterwards', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'home-'));
    try {
      const program = `${start}
        // What keeps the runtime quiet elsewhere must not keep it quiet here.
        for (const name of ['ORT_DISABLE_TELEMETRY', 'CI', 'GITHUB_ACTIONS', 'TF_BUILD']) delete process.env[name];
        const engine = await createEngine({ device: 'cpu' });
        await engine.load(counter());
        await engine.close();
        console.log(process.env.ORT_DISABLE_TELEMETRY);
      `;
      const places = Object.fromEntries(['HOME', 'TMPDIR', 'XDG_CACHE_HOME', 'XDG_DATA_HOME'].map((name) => [name, folder]));
      expect(await runProgram(program, places)).toEqual({ code: 0, output: '1', errors: '' });
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

const driver = ['/usr/lib/chromium/vk_swiftshader_icd.json', '/usr/share/vulkan/icd.d/vk_swiftshader_icd.json'].find((file) =>
  existsSync(file),
);

describe.skipIf(driver === undefined)(
  'WebGPU on SwiftShader (needs the Vulkan driver of Debian’s package chromium)',
  { timeout: 240_000 },
  () => {
    const environment = { VK_DRIVER_FILES: driver ?? '', VK_ICD_FILENAMES: driver ?? '' };

    it('passes the self-test and carries state on the device', async () => {
      const program = `${start}
      const engine = await createEngine({ device: 'webgpu' });
      console.log(engine.device, engine.description);
      const session = await engine.load(counter(), { carried: { count: 'next' } });
      await session.write('count', zero());
      for (let run = 0; run < 3; run++) console.log(...(await session.run(one())).double.data);
      console.log(...(await session.read('count')).data);
      console.log(...(await session.run(one())).double.data);
      await engine.close();
    `;
      const { code, output } = await runProgram(program, environment);
      expect(output.split('\n')).toEqual(['webgpu WebGPU (self-test passed)', '2 2 2', '4 4 4', '6 6 6', '3 3 3', '8 8 8']);
      expect(code).toBe(0);
    });

    it('does not win against the CPU', async () => {
      const program = `
      import { selfTest } from '@cleargrain/core';
      import { measureGraph } from './dist/engine/measure-graph.js';
      console.log(await selfTest(measureGraph('webgpu', 1), measureGraph('cpu', 1), true));
    `;
      expect((await runProgram(program, environment)).output).toBe('it is slower than the CPU');
    });
  },
);
