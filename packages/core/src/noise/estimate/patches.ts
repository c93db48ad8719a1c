/** Small squares of a picture as vectors. */
export interface Patches {
  /** How many there are. */
  readonly count: number;
  /** Samples of one: channels × side × side, channel after channel. */
  readonly dimensions: number;
  /** `[count, dimensions]`. */
  readonly data: Float32Array;
}
