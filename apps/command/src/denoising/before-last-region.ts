import type { ImageSource } from '@cleargrain/core';

/** The source, that calls `told` when its last region, the one at the right and lower end, is about to be read. */
export function beforeLastRegion(source: ImageSource, told: () => void): ImageSource {
  const { width, height, channels } = source;
  return {
    width,
    height,
    channels,
    read(region) {
      if (region.x + region.width >= width && region.y + region.height >= height) told();
      return source.read(region);
    },
  };
}
