/** A clean picture to learn from, kept as bytes: `[height, width, channels]`, 0 to 255. */
export interface Photograph {
  /** What messages call it. */
  readonly name: string;
  /** Pixels a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** 1 for grey, 3 for colour. */
  readonly channels: 1 | 3;
  /** Interleaved, `[height, width, channels]`, 0 to 255. */
  readonly samples: Uint8Array;
}
