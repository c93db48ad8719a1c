import { turn } from '../turn.js';
import { bandsOf } from './bands.js';
import type { Image } from './image.js';
import type { ImageSink } from './region.js';

/** A picture in memory as a sink: regions are written into its samples, large ones band by band. */
export function imageSink(image: Image): ImageSink {
  return {
    async write(x, y, part) {
      for (const band of bandsOf({ x: 0, y: 0, width: part.width, height: part.height }, part.channels)) {
        if (band.y > 0) await turn();
        for (let channel = 0; channel < part.channels; channel++) {
          for (let row = band.y; row < band.y + band.height; row++) {
            const from = (channel * part.height + row) * part.width;
            const to = (channel * image.height + y + row) * image.width + x;
            image.data.set(part.data.subarray(from, from + part.width), to);
          }
        }
      }
    },
  };
}
