import { importOptional } from '../import-optional.js';

export type Vips = typeof import('wasm-vips');

/**
 * The codec library with JPEG XL, which the one for all other formats lacks, on one thread of its own.
 * @throws ImageError when `wasm-vips` is not installed.
 */
export async function loadVips(): Promise<Vips> {
  const { default: open } = await importOptional('JPEG XL', 'wasm-vips', () => import('wasm-vips'));
  const silent = () => {};
  const vips = await open({ dynamicLibraries: ['vips-jxl.wasm'], print: silent, printErr: silent });
  vips.concurrency(1);
  return vips;
}

/** What the library throws is a pair of words; what it means is the last line of the second. */
export function vipsReason(error: unknown): string {
  const message: unknown =
    error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error) ? error.message : error;
  const text = Array.isArray(message) ? String(message.at(-1)) : String(message);
  return text.trim().split('\n').at(-1)!;
}
