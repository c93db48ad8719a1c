import type { Image } from './image.js';
import type { ImageSink } from './region.js';

/** A picture in memory as a sink: regions are written into its samples. */
export function imageSink(image: Image): ImageSink {
  return {
    write(x, y, part) {
      for (let row = 0; row < part.height * part.channels; row++) {
        const channel = Math.floor(row / part.height);
        const start = (channel * image.height + y + (row % part.height)) * image.width + x;
        image.data.set(part.data.subarray(row * part.width, (row + 1) * part.width), start);
      }
    },
  };
}
