import { type ImageSource, toGray } from '@cleargrain/core';
import { MemoryBudget, memoryBesideOthers, openPicture, pictureMemoryIn, UsageError } from '@cleargrain/node';

/** A mask that is read region by region. */
export interface OpenMask {
  /** One channel. */
  readonly source: ImageSource;
  /** What it takes of the memory, in bytes. */
  readonly bytes: number;
  close(): Promise<void>;
}

/**
 * Opens the file of a mask; one that does not fit into memory is decoded into a file beside the results.
 * @throws UsageError when it cannot be read.
 */
export async function openMask(
  file: string,
  { beside = file, memory, signal }: { readonly beside: string | undefined; readonly memory: number; readonly signal: AbortSignal },
): Promise<OpenMask> {
  try {
    const budget = new MemoryBudget(pictureMemoryIn(memory));
    const picture = await openPicture({
      input: file,
      output: beside,
      result: { format: 'tiff' },
      memory: memoryBesideOthers(memory),
      budget,
      makeFolder: true,
      signal,
    });
    const { pages, bytes } = picture;
    const { source } = pages[0]!;
    const { width, height } = source;
    const gray: ImageSource =
      source.channels === 1 ? source : { width, height, channels: 1, read: async (region) => toGray(await source.read(region)) };
    return { source: gray, bytes, close: () => picture.close() };
  } catch (error) {
    signal.throwIfAborted();
    throw new UsageError(`--mask: ${error instanceof Error ? error.message : error}`);
  }
}
