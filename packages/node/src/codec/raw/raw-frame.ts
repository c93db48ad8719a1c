/** What a sensor saw, and how it is made into a picture. */
export interface RawFrame {
  /** Of the part that is picture, in pixels of the sensor. */
  readonly width: number;
  readonly height: number;
  /** `[height, width]`. */
  readonly mosaic: Uint16Array;
  /** The colours of the four pixels at the upper left, row after row: 0 red, 1 green, 2 blue, 3 the other green. */
  readonly pattern: readonly [number, number, number, number];
  readonly black: number;
  readonly white: number;
  /** What makes grey grey: factors for red, green and blue. */
  readonly balance: readonly [number, number, number];
  /** From XYZ to the camera's red, green and blue, row after row. */
  readonly matrix: readonly number[];
  /** How the picture is turned, as in EXIF, 1 to 8. */
  readonly orientation: number;
  readonly make: string;
  readonly model: string;
  readonly iso: number;
  /** Seconds; 0 when not known. */
  readonly shutter: number;
  readonly aperture: number;
  readonly focalLength: number;
}
