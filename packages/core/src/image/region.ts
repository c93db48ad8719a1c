import type { Image } from './image.js';

/** A rectangle of pixels inside a picture; `x` and `y` are its left and top. */
export interface Region {
  /** Its left. */
  readonly x: number;
  /** Its top. */
  readonly y: number;
  /** Pixels a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
}

/** Where pixels come from, region by region: a picture in memory, a decoded file, a strip of a huge one. */
export interface ImageSource {
  /** Pixels a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** The pixels of a region that lies inside the picture, as floats of nominal range [0, 1]. The caller owns the result. */
  read(region: Region): Image | Promise<Image>;
}

/** Where pixels go, region by region. */
export interface ImageSink {
  /** Takes the pixels whose left top corner is at (`x`, `y`). The sink copies them. */
  write(x: number, y: number, image: Image): void | Promise<void>;
}
