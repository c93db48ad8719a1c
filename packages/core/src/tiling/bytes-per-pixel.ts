import type { Model } from '../model/model.js';

const bytesPerSample = 4;
/** What ONNX Runtime's allocator holds beyond the activations themselves: up to a quarter more, measured on the CPU. */
const allocatorShare = 1.25;

/** Bytes for networks that nothing is known about: three activations of 64 channels at full resolution, as in DnCNN and its kin. */
export const defaultBytesPerPixel = 3 * 64 * bytesPerSample;

/**
 * Roughly the engine memory that a network takes for one pixel of its input, in bytes: the activations alive at once, and the input and
 * output of the tiles on their way. For an unknown network that of 64 channels.
 */
export function bytesPerPixel({ floatsPerPixel, channels }: Pick<Model, 'floatsPerPixel' | 'channels'>): number {
  return floatsPerPixel === undefined ? defaultBytesPerPixel : allocatorShare * bytesPerSample * (floatsPerPixel + 4 * channels);
}
