import { Picture } from '@cleargrain/core';
import { profileOfCode } from '../color-code.js';
import { densityOfExif } from '../density-of-exif.js';
import { type PageReader, singlePage } from '../page-reader.js';
import { runInThread } from '../thread/run-in-thread.js';
import { shared } from '../thread/shared.js';

/** The primary picture of a HEIC file. */
export function heicPages(bytes: Uint8Array): PageReader {
  return singlePage(async () => {
    const { metadata: found, samples, bitsPerSample, code, ...shape } = await runInThread('heic', await shared(bytes));
    const density = found.exif && densityOfExif(found.exif);
    const metadata = {
      ...found,
      ...(density && { density }),
      ...(code && !found.icc && shape.channels === 3 && (await profileOfCode(code))),
    };
    const depth = samples instanceof Uint8Array ? 8 : 16;
    return new Picture({ ...shape, samples, origin: { format: 'heic', depth, metadata, ...(bitsPerSample && { bitsPerSample }) } });
  });
}
