import { turn } from '../turn.js';
import type { Image } from './image.js';
import type { ImageSink } from './region.js';

/** Samples that are written at once: memory that is touched for the first time takes a while. */
const samplesAtOnce = 2 ** 18;

/** A picture in memory as a sink: regions are written into its samples, large ones piece by piece. */
export function imageSink(image: Image): ImageSink {
  return {
    async write(x, y, part) {
      const rowsAtOnce = Math.max(1, Math.floor(samplesAtOnce / part.width));
      for (let row = 0; row < part.height * part.channels; row++) {
        if (row > 0 && row % rowsAtOnce === 0) await turn();
        const channel = Math.floor(row / part.height);
        const start = (channel * image.height + y + (row % part.height)) * image.width + x;
        image.data.set(part.data.subarray(row * part.width, (row + 1) * part.width), start);
      }
    },
  };
}
