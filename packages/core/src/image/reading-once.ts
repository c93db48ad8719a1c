import type { Image } from './image.js';
import type { ImageSource, Region } from './region.js';

/** The source, which reads each region once and keeps it: for measurements that look at the same few regions, and change nothing in them. */
export function readingOnce<T extends ImageSource>(source: T): ImageSource {
  const { width, height, channels } = source;
  const known = new Map<string, Image | Promise<Image>>();
  return {
    width,
    height,
    channels,
    // Tells whether it was a JPEG file.
    ...('origin' in source && { origin: source.origin }),
    read(region: Region) {
      const place = `${region.x} ${region.y} ${region.width} ${region.height}`;
      const image = known.get(place) ?? source.read(region);
      known.set(place, image);
      return image;
    },
  };
}
