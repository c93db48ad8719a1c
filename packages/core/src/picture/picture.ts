import { ImageError } from '../errors.js';
import { createImage, type Image } from '../image/image.js';
import type { ImageSink, ImageSource, Region } from '../image/region.js';
import type { PictureOrigin } from './picture-origin.js';
import { convertSamples, createSamples, depthOf, type SampleDepth, type Samples, whiteOf } from './samples.js';

/** What a picture is made of. */
export interface PictureContent {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** Whether each pixel's channels are followed by its alpha. Default false. */
  readonly hasAlpha?: boolean;
  /** Interleaved, `[height, width, channels + alpha]`. */
  readonly samples: Samples;
  readonly origin: PictureOrigin;
}

/** The same for a picture without content: its depth in place of its samples. */
export interface BlankPicture extends Omit<PictureContent, 'samples'> {
  readonly depth: SampleDepth;
}

/**
 * A picture as its file holds it: interleaved samples of shape `[height, width, channels + alpha]` in the file's own depth. It
 * is read and written region by region as floats of nominal range [0, 1]; alpha is never among them. Written samples are rounded
 * to the nearest step and clamped to the depth's range.
 */
export class Picture implements ImageSource, ImageSink {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly hasAlpha: boolean;
  readonly samples: Samples;
  readonly origin: PictureOrigin;

  /**
   * @throws RangeError when the number of samples does not fit the shape.
   */
  constructor({ width, height, channels, hasAlpha = false, samples, origin }: PictureContent) {
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.hasAlpha = hasAlpha;
    this.samples = samples;
    this.origin = origin;
    const { bands } = this;
    if (samples.length === width * height * bands) return;
    throw new RangeError(`expected ${width * height * bands} samples for ${width}×${height}×${bands}, received ${samples.length}`);
  }

  /** A black picture; with alpha, a transparent one. */
  static create({ width, height, channels, hasAlpha = false, depth, origin }: BlankPicture): Picture {
    const samples = createSamples(depth, width * height * bandsOf(channels, hasAlpha));
    return new Picture({ width, height, channels, hasAlpha, samples, origin });
  }

  get depth(): SampleDepth {
    return depthOf(this.samples);
  }

  /** Samples a pixel: the channels, and alpha where there is one. */
  get bands(): 1 | 2 | 3 | 4 {
    return bandsOf(this.channels, this.hasAlpha);
  }

  /** A black picture of the same size, depth, origin and alpha: where a result goes. */
  like(): Picture {
    const picture = Picture.create({ ...this, depth: this.depth });
    if (this.hasAlpha) {
      const { samples, bands } = this;
      for (let i = this.channels; i < samples.length; i += bands) picture.samples[i] = samples[i]!;
    }
    return picture;
  }

  /** The same picture in another depth. */
  inDepth(depth: SampleDepth): Picture {
    if (depth === this.depth) return this;
    const picture = Picture.create({ ...this, depth });
    convertSamples(this.samples, picture.samples);
    return picture;
  }

  read(region: Region): Image {
    const { width, height } = region;
    this.#check(region);
    const image = createImage(width, height, this.channels);
    const { data } = image;
    const { bands, channels, samples } = this;
    const white = whiteOf(this.depth);
    const plane = width * height;
    for (let y = 0; y < height; y++) {
      let from = ((region.y + y) * this.width + region.x) * bands;
      for (let to = y * width; to < (y + 1) * width; to++, from += bands) {
        data[to] = samples[from]! / white;
        if (channels === 1) continue;
        data[to + plane] = samples[from + 1]! / white;
        data[to + 2 * plane] = samples[from + 2]! / white;
      }
    }
    return image;
  }

  write(x: number, y: number, image: Image): void {
    const { width, height, channels, data } = image;
    this.#check({ x, y, width, height });
    if (channels !== this.channels) throw new RangeError(`expected ${this.channels} channels to write, received ${channels}`);
    const { bands, samples } = this;
    const white = whiteOf(this.depth);
    const float = this.depth === 32;
    const plane = width * height;
    for (let channel = 0; channel < channels; channel++) {
      for (let row = 0; row < height; row++) {
        let to = ((y + row) * this.width + x) * bands + channel;
        const start = channel * plane + row * width;
        for (let from = start; from < start + width; from++, to += bands) {
          const value = data[from]!;
          if (value > 0 && value < 1) samples[to] = float ? value : (value * white + 0.5) | 0;
          else if (Number.isNaN(value)) throw new ImageError(`a sample that is not a number at (${x + from - start}, ${y + row})`);
          else samples[to] = float ? value : value < 1 ? 0 : white;
        }
      }
    }
  }

  /** The alpha plane, `[height, width]`, in the picture's depth; undefined when there is none. */
  alpha(): Samples | undefined {
    if (!this.hasAlpha) return undefined;
    const plane = createSamples(this.depth, this.width * this.height);
    for (let i = 0; i < plane.length; i++) plane[i] = this.samples[i * this.bands + this.channels]!;
    return plane;
  }

  #check({ x, y, width, height }: Region): void {
    if (x >= 0 && y >= 0 && x + width <= this.width && y + height <= this.height) return;
    throw new RangeError(`expected a region inside ${this.width}×${this.height}, received ${width}×${height} at (${x}, ${y})`);
  }
}

function bandsOf(channels: 1 | 3, hasAlpha: boolean): 1 | 2 | 3 | 4 {
  if (channels === 1) return hasAlpha ? 2 : 1;
  return hasAlpha ? 4 : 3;
}
