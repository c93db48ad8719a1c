import type { NamedImage } from './experiment-options.js';

/** The channels of an experiment on these pictures: 3 where colour is wanted and at least one picture has it, else 1. */
export function channelsOf(images: readonly NamedImage[], gray: boolean): 1 | 3 {
  return !gray && images.some(({ image }) => image.channels === 3) ? 3 : 1;
}
