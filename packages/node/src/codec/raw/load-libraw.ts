import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { LibRawSettings, Metadata, RawImageData, RawSensorData } from 'libraw-wasm';
import { importOptional } from '../import-optional.js';

/** The decoder, whose calls hold the thread. */
export interface Libraw {
  open(bytes: Uint8Array, settings: LibRawSettings): void;
  metadata(full: boolean): Metadata | undefined;
  rawImageData(): RawSensorData | undefined;
  imageData(): RawImageData | undefined;
}

interface LibrawModule {
  readonly default: (options: { readonly wasmBinary: Uint8Array }) => Promise<{ readonly LibRaw: new () => Libraw }>;
}

/**
 * The decoder of cameras' raw files. The package's own face wants the workers of a browser; what lies below does without.
 * @throws ImageError when `libraw-wasm` is not installed.
 */
export async function loadLibraw(): Promise<Libraw> {
  const folder = await importOptional('camera raw', 'libraw-wasm', async () =>
    join(createRequire(import.meta.url).resolve('libraw-wasm'), '..'),
  );
  const name = 'libraw-wasm/dist/libraw.js';
  const module: LibrawModule = await import(name);
  const { LibRaw } = await module.default({ wasmBinary: await readFile(join(folder, 'libraw.wasm')) });
  return new LibRaw();
}
