import { Picture } from '@cleargrain/core';
import type { PageReader } from '../page-reader.js';
import { runInThread } from '../thread/run-in-thread.js';
import { shared } from '../thread/shared.js';

/** The frames of a DICOM file; each remembers the file, for what is not pixels. */
export async function dicomPages(bytes: Uint8Array): Promise<PageReader> {
  const { frames, ...shape } = await runInThread('dicom', await shared(bytes));
  const depth = shape.channels === 1 ? 32 : 8;
  const read = async (frame: number) =>
    new Picture({ ...shape, samples: frames[frame]!, origin: { format: 'dicom', depth, container: bytes, metadata: {} } });
  return { count: frames.length, unit: 'frames', read };
}
