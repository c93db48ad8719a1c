/** One component of a JPEG picture: whole numbers from 0 to 255. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}
