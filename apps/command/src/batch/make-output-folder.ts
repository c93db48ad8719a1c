import { describeFileError, makeFolder, UsageError } from '@cleargrain/node';

/**
 * Makes the folder of the results, and those above it, when they are missing.
 * @throws UsageError when it cannot be a folder.
 */
export async function makeOutputFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
  } catch (error) {
    const isFile = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new UsageError(`--output: expected a folder at ${folder}, found ${isFile ? 'a file' : describeFileError(error)}`);
  }
}
