import { type ImageSource, isSampleSource, type Region } from '@cleargrain/core';

/** The source, that calls `told` when its last region, the one at the right and lower end, is about to be read. */
export function beforeLastRegion(source: ImageSource, told: () => void): ImageSource {
  const { width, height, channels } = source;
  const look = (region: Region) => {
    if (region.x + region.width >= width && region.y + region.height >= height) told();
    return region;
  };
  const watched: ImageSource = { width, height, channels, read: (region) => source.read(look(region)) };
  // What file it came from has a say in which model it gets.
  if ('origin' in source) Object.assign(watched, { origin: source.origin });
  if (!isSampleSource(source)) return watched;
  return Object.assign(watched, { depth: source.depth, readSamples: (region: Region) => source.readSamples(look(region)) });
}
