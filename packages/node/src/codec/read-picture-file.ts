import { readFile, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { ImageError } from '@cleargrain/core';
import { describeFileError } from '../files/describe-file-error.js';
import { bytesOf } from './bytes-of.js';

/**
 * The bytes of a picture file; `-` is standard input.
 * @throws ImageError naming the file when it is missing, a folder, empty or not readable.
 */
export async function readPictureFile(file: string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    if (file === '-') bytes = bytesOf(await buffer(process.stdin));
    else {
      const found = await stat(file);
      if (found.isDirectory()) throw new ImageError(`${file}: a folder, expected a picture file`);
      // Such as /dev/zero, which has no end.
      if (found.isCharacterDevice() || found.isBlockDevice()) throw new ImageError(`${file}: a device, expected a picture file`);
      bytes = bytesOf(await readFile(file));
    }
  } catch (error) {
    throw error instanceof ImageError ? error : new ImageError(`${file}: ${describeFileError(error)}`, { cause: error });
  }
  if (bytes.length === 0) throw new ImageError(`${file === '-' ? 'standard input' : file}: an empty file, expected a picture`);
  return bytes;
}
