import { type Image, type ImageSink, Picture, type Region } from '@cleargrain/core';
import { shownPixels } from './shown-pixels.js';

const rowsAtOnce = 256;

type Shape = Pick<Picture, 'width' | 'height' | 'channels' | 'depth' | 'origin'>;

/**
 * What the network makes of a picture, before strength, detail and grain are taken of it: finer than the file's samples and not cut at black and
 * white, so that only the result is rounded. Of 8 bits, steps of 1/128 grey level from -127.5 to 382.5; of more, floats.
 */
export class CleanLayer implements ImageSink {
  /** As it is kept: with 16 bits for -0.5 to 1.5, or with floats. */
  readonly stored: Picture;
  readonly #span: number;
  readonly #start: number;

  constructor(stored: Picture) {
    this.stored = stored;
    [this.#span, this.#start] = stored.depth === 16 ? [2, -0.5] : [1, 0];
  }

  /** A layer for a picture of that shape. */
  static create({ width, height, channels, depth, origin }: Shape): CleanLayer {
    return new CleanLayer(Picture.create({ width, height, channels, origin, depth: depth === 8 ? 16 : 32 }));
  }

  /** What a network makes that does nothing. */
  static of(picture: Picture): CleanLayer {
    const layer = CleanLayer.create(picture);
    for (let y = 0; y < picture.height; y += rowsAtOnce)
      layer.write(0, y, picture.read({ x: 0, y, width: picture.width, height: Math.min(rowsAtOnce, picture.height - y) }));
    return layer;
  }

  read(region: Region): Image {
    const image = this.stored.read(region);
    const { data } = image;
    if (this.#span !== 1) for (let i = 0; i < data.length; i++) data[i] = data[i]! * this.#span + this.#start;
    return image;
  }

  write(x: number, y: number, image: Image): void {
    const data = this.#span === 1 ? image.data : image.data.map((value) => (value - this.#start) / this.#span);
    this.stored.write(x, y, { ...image, data });
  }

  /** A region as pixels to be shown, `structure` (of the picture's size) being the fourth of each. */
  shown(region: Region, structure: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
    return shownPixels(this.stored, region, { fourth: structure, black: -this.#start / this.#span, white: (1 - this.#start) / this.#span });
  }
}
