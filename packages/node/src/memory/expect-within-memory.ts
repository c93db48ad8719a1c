import type { ImageFormat } from '@cleargrain/core';
import type { EncodeOptions } from '../codec/encode-picture.js';
import { pictureTask } from './picture-task.js';
import { type PictureTask, planMemory } from './plan-memory.js';

/** The format in which a picture is written where none is asked for. */
function ownFormat(format: PictureTask['format']): ImageFormat {
  if (format === 'raw') return 'dng';
  return format === 'heic' || format === 'gif' ? 'png' : format;
}

/**
 * Looks whether a picture whose bytes are in memory can be decoded, denoised and written within a bound of bytes on the process, before it is decoded.
 * One whose head cannot be read passes: its decoder says what is wrong.
 * @throws ImageError that says what it takes, when it does not fit.
 */
export async function expectWithinMemory(bytes: Uint8Array, memory: number, options: EncodeOptions = {}): Promise<void> {
  const { format, lossless, quality } = options;
  const task = await pictureTask(bytes, { format: format ?? 'png', lossless, quality });
  if (task !== undefined) planMemory({ ...task, output: format ?? ownFormat(task.format) }, memory);
}
