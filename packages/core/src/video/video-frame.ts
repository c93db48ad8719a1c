import { createImage, type Image } from '../image/image.js';
import type { ImageSink, ImageSource, Region } from '../image/region.js';
import { bytesPerFrame, planeSizes, type VideoFormat } from './video-format.js';

/** The weights of red and blue in luma: Rec. 601 for pictures of the old television sizes, Rec. 709 for all larger ones, as players take them. */
function lumaWeights({ width, height }: VideoFormat): { readonly red: number; readonly blue: number } {
  return width >= 1280 || height > 576 ? { red: 0.2126, blue: 0.0722 } : { red: 0.299, blue: 0.114 };
}

/**
 * A frame as a picture: red, green and blue for the network (grey where there is no colour), luma and colour difference as they lie in the file.
 * What is written is taken as a change: its part in luma and in colour difference is added to the samples that are there. So a picture that is
 * written as it was read leaves every sample as it was, and what no RGB picture can say survives.
 */
export class VideoFrame implements ImageSource, ImageSink {
  /** Pixels a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** 3 where the video has colour, else 1. */
  readonly channels: 1 | 3;
  readonly #format: VideoFormat;
  readonly #planes: readonly (Uint8Array | Uint16Array)[];
  /** What is added to each plane, in its own steps. Samples of colour difference gather it from all pixels that they cover, across tiles. */
  #changes: readonly Float32Array[] = [];

  /**
   * @param bytes the planes one after another; the frame reads them, `finish` writes them.
   * @throws RangeError when their number does not fit.
   */
  constructor(format: VideoFormat, bytes: Uint8Array) {
    const expected = bytesPerFrame(format);
    if (bytes.length !== expected) throw new RangeError(`expected ${expected} bytes for a frame, received ${bytes.length}`);
    this.width = format.width;
    this.height = format.height;
    this.channels = format.chroma === undefined ? 1 : 3;
    this.#format = format;
    let at = bytes.byteOffset;
    this.#planes = planeSizes(format).map(([width, height]) => {
      const plane = format.bits > 8 ? new Uint16Array(bytes.buffer, at, width * height) : new Uint8Array(bytes.buffer, at, width * height);
      at += plane.byteLength;
      return plane;
    });
  }

  /** Steps from black to white and, to either side of its middle, of colour difference; and where they begin. */
  get #scale() {
    const { bits, fullRange } = this.#format;
    const step = 2 ** (bits - 8);
    return fullRange
      ? { black: 0, light: 2 ** bits - 1, middle: 2 ** (bits - 1), difference: 2 ** bits - 1 }
      : { black: 16 * step, light: 219 * step, middle: 128 * step, difference: 224 * step };
  }

  /** The pixels of a region as the file has them, whatever was written since. */
  read(region: Region): Image {
    const image = createImage(region.width, region.height, this.channels);
    const { black, light, middle, difference } = this.#scale;
    const [luma, blues, reds] = this.#planes;
    const { chroma } = this.#format;
    const weights = lumaWeights(this.#format);
    const green = 1 - weights.red - weights.blue;
    const size = region.width * region.height;
    const { data } = image;
    for (let row = 0, i = 0; row < region.height; row++) {
      const y = region.y + row;
      for (let x = region.x; x < region.x + region.width; x++, i++) {
        const brightness = (luma![y * this.width + x]! - black) / light;
        if (chroma === undefined) {
          data[i] = brightness;
          continue;
        }
        const place = this.#chromaPlace(x, y, chroma);
        const redness = (2 * (1 - weights.red) * (reds![place]! - middle)) / difference;
        const blueness = (2 * (1 - weights.blue) * (blues![place]! - middle)) / difference;
        data[i] = brightness + redness;
        data[size + i] = brightness - (weights.red * redness + weights.blue * blueness) / green;
        data[2 * size + i] = brightness + blueness;
      }
    }
    return image;
  }

  /** Notes how the pixels change, their left top corner at (`x`, `y`); `finish` makes the change. */
  write(x: number, y: number, image: Image): void {
    const { width, height, data } = image;
    const before = this.read({ x, y, width, height }).data;
    const { light, difference } = this.#scale;
    const { chroma } = this.#format;
    if (this.#changes.length === 0) this.#changes = this.#planes.slice(0, this.channels).map(({ length }) => new Float32Array(length));
    const [luma, blues, reds] = this.#changes;
    const weights = lumaWeights(this.#format);
    const size = width * height;
    for (let row = 0, i = 0; row < height; row++) {
      for (let column = 0; column < width; column++, i++) {
        const red = data[i]! - before[i]!;
        if (chroma === undefined) {
          luma![(y + row) * this.width + x + column] = light * red;
          continue;
        }
        const green = data[size + i]! - before[size + i]!;
        const blue = data[2 * size + i]! - before[2 * size + i]!;
        const brightness = weights.red * red + (1 - weights.red - weights.blue) * green + weights.blue * blue;
        luma![(y + row) * this.width + x + column] = light * brightness;
        const place = this.#chromaPlace(x + column, y + row, chroma);
        const part = difference / this.#covered(x + column, y + row, chroma);
        blues![place] = blues![place]! + (part * (blue - brightness)) / (2 * (1 - weights.blue));
        reds![place] = reds![place]! + (part * (red - brightness)) / (2 * (1 - weights.red));
      }
    }
  }

  /** Adds what was written to the samples, rounded and within what the bits can say; alpha stays. */
  finish(): void {
    const most = 2 ** this.#format.bits - 1;
    this.#changes.forEach((changes, index) => {
      const plane = this.#planes[index]!;
      for (let i = 0; i < plane.length; i++) plane[i] = Math.min(most, Math.max(0, Math.round(plane[i]! + changes[i]!)));
    });
    this.#changes = [];
  }

  #chromaPlace(x: number, y: number, { across, down }: NonNullable<VideoFormat['chroma']>): number {
    return Math.floor(y / down) * Math.ceil(this.width / across) + Math.floor(x / across);
  }

  /** Pixels under the sample of colour difference at this pixel: fewer at the right and lower edge. */
  #covered(x: number, y: number, { across, down }: NonNullable<VideoFormat['chroma']>): number {
    return Math.min(across, this.width - (x - (x % across))) * Math.min(down, this.height - (y - (y % down)));
  }
}
