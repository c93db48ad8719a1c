import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { abortable, ImageError } from '@cleargrain/core';
import { describeFileError } from './describe-file-error.js';
import { makeFolder } from './make-folder.js';
import { temporaryName } from './temporary-name.js';

/** How a file is written. */
export interface WriteFileOptions {
  /** Makes the folder, and those above it, when it is missing. Default: false. */
  readonly makeFolder?: boolean;
  /** Stops before the file appears, and removes what was written. */
  readonly signal?: AbortSignal;
  /** Hears the temporary path when all is written and flushed, and is waited for before the file appears. */
  readonly beforeAppearing?: (temporary: string) => Promise<void>;
}

/**
 * Writes a file, from one piece or from several, whole or not at all: beside it first, flushed to the disk, then renamed. A failure leaves what was there before, and
 * nothing else. A file that is there keeps its permissions; a symbolic link to it stays a link. A function as content makes the temporary file
 * itself.
 * @throws ImageError, one line that names the file, when the disk is full, the folder is missing or not writable, or what is there is no file.
 */
export async function writeFileAtomic(
  file: string,
  content: Uint8Array | string | AsyncIterable<Uint8Array> | ((temporary: string) => Promise<void>),
  options: WriteFileOptions = {},
): Promise<void> {
  const { signal } = options;
  const target = await realpath(file).catch(() => file);
  const temporary = temporaryName(target);
  try {
    signal?.throwIfAborted();
    if (options.makeFolder) await makeFolder(dirname(target));
    const before = await stat(target).catch(() => undefined);
    // Such as /dev/null, whose place a file would take.
    if (before !== undefined && !before.isFile() && !before.isDirectory())
      throw new ImageError(`${file}: cannot be written: a device or a pipe, expected a file`);
    if (typeof content === 'function') await content(temporary);
    const handle = await open(temporary, typeof content === 'function' ? 'r+' : 'wx');
    try {
      const whole = typeof content === 'string' || content instanceof Uint8Array;
      const pieces = typeof content === 'function' ? [] : whole ? [content] : content;
      // Each goes behind the one before: the handle keeps its place.
      for await (const piece of pieces) await handle.writeFile(piece, { ...(signal && { signal }) });
      if (before) await handle.chmod(before.mode & 0o777);
      await abortable(handle.sync(), signal);
    } finally {
      // Closing waits for the flush, which nobody does who has stopped.
      const closing = handle.close();
      if (signal?.aborted) closing.catch(() => undefined);
      else await closing;
    }
    signal?.throwIfAborted();
    await options.beforeAppearing?.(temporary);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    signal?.throwIfAborted();
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new ImageError(`${file}: cannot be written: ${describeFileError(error)}`, { cause: error });
  }
}
