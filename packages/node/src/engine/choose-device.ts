import { runtimeMessage, selfTest, UnsupportedError } from '@cleargrain/core/engine';
import type { DeviceChoice } from './device-choice.js';
import { hasGpu } from './has-gpu.js';
import { hasGraphicsDriver } from './has-graphics-driver.js';
import { measureGraph } from './measure-graph.js';
import type { Provider } from './session-options.js';

interface Chosen {
  readonly device: Provider;
  readonly description: string;
}

const titles = { cpu: 'CPU', webgpu: 'WebGPU', cuda: 'CUDA' } as const;

function processor(threads: number, reason = ''): Chosen {
  return { device: 'cpu', description: `CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}${reason}` };
}

/** Why a device is not to be used; undefined when it is fit. */
async function unfit(device: 'webgpu' | 'cuda', threads: number, race: boolean): Promise<string | undefined> {
  if (device === 'webgpu' && !hasGraphicsDriver()) return 'no graphics driver (Vulkan) was found';
  try {
    return await selfTest(measureGraph(device, threads), measureGraph('cpu', threads), race);
  } catch (error) {
    const reason = runtimeMessage(error);
    return /shared library|load library/i.test(reason) ? "ONNX Runtime's libraries for it are not installed" : reason;
  }
}

/** The device to run on: the one asked for by name if it computes rightly, or with 'auto' the GPU if it is right and faster than the CPU. */
export async function chooseDevice(choice: DeviceChoice, threads: number): Promise<Chosen> {
  if (choice === 'cpu' || (choice === 'auto' && !hasGpu())) return processor(threads);
  const device = choice === 'auto' ? 'webgpu' : choice;
  const reason = await unfit(device, threads, choice === 'auto');
  if (reason === undefined) return { device, description: `${titles[device]} (self-test passed)` };
  if (choice === 'auto') return processor(threads, ` (WebGPU not used: ${reason})`);
  throw new UnsupportedError(`device '${device}' cannot be used here: ${reason}`);
}
