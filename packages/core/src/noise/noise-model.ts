import type { Image } from '../image/image.js';
import type { Random } from '../random.js';

/** A way in which pictures become noisy. */
export interface NoiseModel {
  /** Kind and parameters as `parseNoise` reads them, such as `gaussian:25`. */
  readonly name: string;
  /** Standard deviation in grey levels (0–255), where one number says all: what networks that are told the level are told. */
  readonly sigma?: number;
  /** A noisy copy of a picture of nominal range [0, 1], not clipped (a model that simulates a file says otherwise). */
  apply(image: Image, random: Random): Image;
}
