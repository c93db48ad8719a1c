import { ImageError } from '@cleargrain/core/picture';

/**
 * A package that is installed only by those who want what it reads.
 * @throws ImageError that says what to install, when it is missing.
 */
export async function importOptional<T>(format: string, name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
    throw new ImageError(`${format} wants the package ${name}, which is not installed: npm install ${name}`, { cause: error });
  }
}
