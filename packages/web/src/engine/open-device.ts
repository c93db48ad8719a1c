import { runtimeMessage, selfTest, UnsupportedError } from '@cleargrain/core';
import type { DeviceChoice } from './device-choice.js';
import { measureGraph } from './measure-graph.js';
import { missingGpu } from './missing-gpu.js';
import { loadRuntime, type Runtime } from './runtime.js';

/** A device that was found fit, and the build of the runtime that drives it. */
export interface OpenedDevice {
  readonly device: 'wasm' | 'webgpu';
  readonly description: string;
  readonly runtime: Runtime;
}

async function openProcessor(threads: number, reason = ''): Promise<OpenedDevice> {
  const runtime = await loadRuntime('wasm', threads);
  return { device: 'wasm', description: `WebAssembly, ${threads} ${threads === 1 ? 'thread' : 'threads'}${reason}`, runtime };
}

/** The device asked for by name if it computes rightly, or with 'auto' WebGPU if it is right and faster than WebAssembly. */
export async function openDevice(choice: DeviceChoice, threads: number): Promise<OpenedDevice> {
  if (choice === 'wasm') return openProcessor(threads);
  const unfit = async (): Promise<OpenedDevice | string> => {
    const missing = await missingGpu(choice === 'auto');
    if (missing !== undefined) return missing;
    try {
      const runtime = await loadRuntime('webgpu', threads);
      const reason = await selfTest(measureGraph(runtime, 'webgpu'), measureGraph(runtime, 'wasm'), choice === 'auto');
      return reason ?? { device: 'webgpu', description: 'WebGPU (self-test passed)', runtime };
    } catch (error) {
      return runtimeMessage(error);
    }
  };
  const opened = await unfit();
  if (typeof opened !== 'string') return opened;
  if (choice === 'webgpu') throw new UnsupportedError(`device 'webgpu' cannot be used here: ${opened}`);
  return openProcessor(threads, ` (WebGPU not used: ${opened})`);
}
