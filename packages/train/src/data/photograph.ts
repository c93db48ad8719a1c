/** A clean picture to learn from, kept as bytes: `[height, width, channels]`, 0 to 255. */
export interface Photograph {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly samples: Uint8Array;
}
