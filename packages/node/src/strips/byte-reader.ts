import type { FileHandle } from 'node:fs/promises';
import { ImageError } from '@cleargrain/core';

/** Bytes that are read where they are wanted, of a file that is too large for memory. */
export interface ByteReader {
  readonly size: number;
  /** @throws ImageError when they are not all there. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** The bytes of an open file. */
export async function fileReader(handle: FileHandle): Promise<ByteReader> {
  const { size } = await handle.stat();
  return {
    size,
    read: async (offset, length) => {
      if (offset < 0 || offset + length > size) throw outside(offset, length, size);
      const bytes = new Uint8Array(length);
      await readFully(handle, bytes, offset);
      return bytes;
    },
  };
}

/** Bytes in memory. */
export function memoryReader(bytes: Uint8Array): ByteReader {
  const { length: size } = bytes;
  return {
    size,
    read: async (offset, length) => {
      if (offset < 0 || offset + length > size) throw outside(offset, length, size);
      return bytes.slice(offset, offset + length);
    },
  };
}

/**
 * Fills `bytes` from a file.
 * @throws ImageError when the file ends before.
 */
export async function readFully(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, done, Math.min(bytes.length - done, 2 ** 30), offset + done);
    if (bytesRead === 0) throw outside(offset, bytes.length, offset + done);
    done += bytesRead;
  }
}

/** Writes all of `bytes` into a file; one call may write a part. */
export async function writeFully(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, Math.min(bytes.length - done, 2 ** 30), offset + done)).bytesWritten;
  }
}

function outside(offset: number, length: number, size: number): ImageError {
  return new ImageError(`cut short: ${size} bytes, expected at least ${offset + length}`);
}
