import { invalid } from '../validate.js';

/**
 * A picture: planar float samples of shape `[channels, height, width]`, nominal range [0, 1] (values outside it are kept).
 * One channel is grey, three are red, green and blue. What else a file holds (alpha, colour profile, EXIF) never enters here.
 */
export interface Image {
  /** Pixels a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** `channels × height × width` samples, channel after channel, row after row. */
  readonly data: Float32Array;
}

/**
 * An image of the given size, black unless samples are given.
 * @throws RangeError when a size is not a positive integer or the number of samples does not fit.
 */
export function createImage(width: number, height: number, channels: 1 | 3, data?: Float32Array): Image {
  if (!Number.isInteger(width) || width < 1) throw invalid('width', 'a positive integer', width);
  if (!Number.isInteger(height) || height < 1) throw invalid('height', 'a positive integer', height);
  if (channels !== 1 && channels !== 3) throw invalid('channels', '1 or 3', channels);
  const samples = data ?? new Float32Array(width * height * channels);
  if (samples.length !== width * height * channels) {
    throw new RangeError(`expected ${width * height * channels} samples for ${width}×${height}×${channels}, received ${samples.length}`);
  }
  return { width, height, channels, data: samples };
}
