import type { FileHandle } from 'node:fs/promises';
import { type TiffEntry, tiffDirectoryBytes } from '@cleargrain/core';
import { fileReader, writeFully } from './byte-reader.js';
import { readTiffFileDirectory } from './tiff-file-directory.js';

/** Gives the directory of a little-endian TIFF file of one page further entries, in place of those of the same tags: written anew at the end. */
export async function addTiffEntries(handle: FileHandle, added: readonly TiffEntry[]): Promise<void> {
  if (added.length === 0) return;
  const reader = await fileReader(handle);
  const { entries, big } = await readTiffFileDirectory(reader);
  const tags = new Set(added.map(({ tag }) => tag));
  const base = reader.size + (reader.size % 2);
  await writeFully(handle, tiffDirectoryBytes([...entries.filter(({ tag }) => !tags.has(tag)), ...added], base, big), base);
  const pointer = new DataView(new ArrayBuffer(big ? 8 : 4));
  if (big) pointer.setBigUint64(0, BigInt(base), true);
  else pointer.setUint32(0, base, true);
  await writeFully(handle, new Uint8Array(pointer.buffer), big ? 8 : 4);
}
