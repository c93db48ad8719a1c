import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '@cleargrain/node';

async function real(file: string): Promise<string> {
  return realpath(file).catch(() => path.resolve(file));
}

/**
 * Refuses outputs that would be written over an input.
 * @throws UsageError that names the input.
 */
export async function refuseInputAsOutput(inputs: readonly string[], outputs: readonly string[]): Promise<void> {
  const taken = new Map<string, string>();
  for (const input of inputs) taken.set(await real(input), input);
  for (const output of outputs) {
    const input = taken.get(await real(output));
    if (input !== undefined) throw new UsageError(`${output} would overwrite the input ${input}: expected another --output`);
  }
}
