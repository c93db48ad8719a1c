import { depthOf, Picture } from '@cleargrain/core';
import { densityOfExif } from '../density-of-exif.js';
import { type PageReader, singlePage } from '../page-reader.js';
import { refuseNotFinite } from '../refuse-not-finite.js';
import { runInThread } from '../thread/run-in-thread.js';
import { shared } from '../thread/shared.js';

/** The picture of a JPEG XL file. */
export function jxlPages(bytes: Uint8Array): PageReader {
  return singlePage(async () => {
    const { metadata: found, samples, ...shape } = await runInThread('jxl', await shared(bytes));
    const density = found.exif && densityOfExif(found.exif);
    const metadata = { ...found, ...(density && { density }) };
    const picture = new Picture({ ...shape, samples, origin: { format: 'jxl', depth: depthOf(samples), metadata } });
    if (picture.depth === 32) refuseNotFinite(picture);
    return picture;
  });
}
