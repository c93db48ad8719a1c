import { existsSync, readdirSync } from 'node:fs';
import { hasGraphicsDriver } from './has-graphics-driver.js';

function holds(folder: string, pattern: RegExp): boolean {
  try {
    return readdirSync(folder).some((name) => pattern.test(name));
  } catch {
    return false;
  }
}

/** Whether a GPU that WebGPU could use is likely here, found in microseconds: loading WebGPU to ask would cost the start of every command. */
export function hasGpu(): boolean {
  if (process.platform !== 'linux') return true;
  const device = holds('/dev/dri', /^renderD/) || holds('/dev', /^nvidia\d/) || existsSync('/dev/dxg');
  return device && hasGraphicsDriver();
}
