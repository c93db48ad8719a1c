import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Where the models that ship lie. */
export function modelsFolder(): string {
  return path.dirname(createRequire(import.meta.url).resolve('@cleargrain/models/package.json'));
}

/** The names of the models in a folder (default: those that ship), sorted. */
export async function shippedModels(folder: string = modelsFolder()): Promise<string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith('.onnx'))
    .map((file) => file.slice(0, -'.onnx'.length))
    .sort();
}
