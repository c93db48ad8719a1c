import { createSamples, type Samples, whiteOf } from '@cleargrain/core';

/** Interleaved samples of 8 or 16 bits with alpha behind each pixel: pixels of that one colour are transparent, all others opaque. */
export function alphaOfColour(samples: Samples, depth: 8 | 16, colour: readonly number[]): Samples {
  const channels = colour.length;
  const result = createSamples(depth, (samples.length / channels) * (channels + 1));
  for (let from = 0, to = 0; from < samples.length; from += channels) {
    let same = true;
    for (let channel = 0; channel < channels; channel++) {
      const sample = samples[from + channel]!;
      if (sample !== colour[channel]) same = false;
      result[to++] = sample;
    }
    result[to++] = same ? 0 : whiteOf(depth);
  }
  return result;
}
