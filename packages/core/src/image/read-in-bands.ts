import { turn } from '../turn.js';
import { bandsOf } from './bands.js';
import { createImage, type Image } from './image.js';
import { imageSink } from './image-sink.js';
import type { ImageSource, Region } from './region.js';

/**
 * The pixels of a region, read band by band; the event loop goes on in between.
 * @throws the signal's reason when it is aborted between two bands.
 */
export async function readInBands(region: Region, channels: 1 | 3, read: ImageSource['read'], signal?: AbortSignal): Promise<Image> {
  const bands = bandsOf(region, channels);
  if (bands.length === 1) return read(region);
  const result = createImage(region.width, region.height, channels);
  const sink = imageSink(result);
  for (const band of bands) {
    await sink.write(0, band.y - region.y, await read(band));
    await turn();
    signal?.throwIfAborted();
  }
  return result;
}
