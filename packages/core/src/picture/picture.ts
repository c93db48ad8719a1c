import { ImageError } from '../errors.js';
import { createImage, type Image } from '../image/image.js';
import type { Region } from '../image/region.js';
import { turn } from '../turn.js';
import type { PictureOrigin } from './picture-origin.js';
import type { SampleBlock, SampleSink, SampleSource } from './sample-block.js';
import { convertSamples, createSamples, depthOf, type SampleDepth, type Samples, whiteOf } from './samples.js';

const pixelsAtOnce = 2 ** 20;

/** What a picture is made of. */
export interface PictureContent {
  /** Pixels a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** Whether each pixel's channels are followed by its alpha. Default false. */
  readonly hasAlpha?: boolean;
  /** Interleaved, `[height, width, channels + alpha]`. */
  readonly samples: Samples;
  /** The file that it came from. */
  readonly origin: PictureOrigin;
}

/** The same for a picture without content: its depth in place of its samples. */
export interface BlankPicture extends Omit<PictureContent, 'samples'> {
  /** Bits a sample; 32 are floats. */
  readonly depth: SampleDepth;
}

/**
 * A picture as its file holds it: interleaved samples of shape `[height, width, channels + alpha]` in the file's own depth. It
 * is read and written region by region as floats of nominal range [0, 1]; alpha is never among them. Written samples are rounded
 * to the nearest step and clamped to the depth's range.
 */
export class Picture implements SampleSource, SampleSink {
  /** Pixels a row. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** Whether each pixel's channels are followed by its alpha. */
  readonly hasAlpha: boolean;
  /** Interleaved, `[height, width, channels + alpha]`. */
  readonly samples: Samples;
  /** The file that it came from. */
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

  /** Bits a sample; 32 are floats. */
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
    this.#copyAlpha(picture, 0, this.samples.length);
    return picture;
  }

  /** The same, piece by piece, so that the event loop goes on: memory that is touched for the first time takes a while. */
  async likeInPieces(): Promise<Picture> {
    const picture = Picture.create({ ...this, depth: this.depth });
    const step = pixelsAtOnce * this.bands;
    for (let start = 0; start < this.samples.length; start += step) {
      await turn();
      const end = Math.min(start + step, this.samples.length);
      picture.samples.fill(0, start, end);
      this.#copyAlpha(picture, start, end);
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

  /** The colour of a region as floats. Throws a RangeError for one that is not inside the picture. */
  read(region: Region): Image {
    const { width, height } = region;
    this.#check(region);
    const image = createImage(width, height, this.channels);
    const { data } = image;
    const { bands, channels, samples } = this;
    const step = 1 / whiteOf(this.depth);
    for (let channel = 0; channel < channels; channel++) {
      for (let row = 0; row < height; row++) {
        const from = ((region.y + row) * this.width + region.x) * bands + channel;
        spread(samples, from, bands, data, (channel * height + row) * width, width, step);
      }
    }
    return image;
  }

  /** Takes colour, its left top corner at (`x`, `y`); alpha stays. Throws an ImageError for what is not a number. */
  write(x: number, y: number, image: Image): void {
    const { width, height, channels, data } = image;
    this.#check({ x, y, width, height });
    if (channels !== this.channels) throw new RangeError(`expected ${this.channels} channels to write, received ${channels}`);
    const { bands, samples } = this;
    const white = whiteOf(this.depth);
    const gather = this.depth === 32 ? gatherFloats : gatherIntegers;
    for (let channel = 0; channel < channels; channel++) {
      for (let row = 0; row < height; row++) {
        const from = (channel * height + row) * width;
        const to = ((y + row) * this.width + x) * bands + channel;
        if (gather(data, from, width, samples, to, bands, white)) continue;
        const column = data.subarray(from, from + width).findIndex((value) => Number.isNaN(value));
        throw new ImageError(`a sample that is not a number at (${x + column}, ${y + row})`);
      }
    }
  }

  /** The colour of a region as it is stored. Throws a RangeError for one that is not inside the picture, and for floats. */
  readSamples(region: Region): SampleBlock {
    const { width, height } = region;
    this.#check(region);
    const { bands, channels, samples } = this;
    if (samples instanceof Float32Array) throw new RangeError('expected a picture of 8 or 16 bits, received one of floats');
    const block = samples instanceof Uint16Array ? new Uint16Array(width * height * channels) : new Uint8Array(width * height * channels);
    for (let row = 0; row < height; row++) {
      const from = ((region.y + row) * this.width + region.x) * bands;
      copyPixels(samples, from, bands, block, row * width * channels, channels, width, channels);
    }
    return { width, height, channels, samples: block };
  }

  /** Takes colour as it is stored, its left top corner at (`x`, `y`); alpha stays. Throws a RangeError when the depth is another. */
  writeSamples(x: number, y: number, block: SampleBlock, part: Region): void {
    const { width, height } = part;
    this.#check({ x, y, width, height });
    const { bands, channels, samples } = this;
    if (depthOf(block.samples) !== this.depth || block.channels !== channels) {
      const received = `${block.channels} of ${depthOf(block.samples)} bits`;
      throw new RangeError(`expected ${channels} channels of ${this.depth} bits to write, received ${received}`);
    }
    for (let row = 0; row < height; row++) {
      const from = ((part.y + row) * block.width + part.x) * channels;
      copyPixels(block.samples, from, channels, samples, ((y + row) * this.width + x) * bands, bands, width, channels);
    }
  }

  /** The alpha plane, `[height, width]`, in the picture's depth; undefined when there is none. */
  alpha(): Samples | undefined {
    if (!this.hasAlpha) return undefined;
    const plane = createSamples(this.depth, this.width * this.height);
    for (let i = 0; i < plane.length; i++) plane[i] = this.samples[i * this.bands + this.channels]!;
    return plane;
  }

  /** Copies the alpha of a stretch of whole pixels. */
  #copyAlpha({ samples }: Picture, start: number, end: number): void {
    if (!this.hasAlpha) return;
    for (let i = start + this.channels; i < end; i += this.bands) samples[i] = this.samples[i]!;
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

// A row at a time, so that the loops are small functions, which the runtime compiles early.

/** Copies `count` pixels of `channels` samples; a pixel takes `step` samples in the source and `stepInto` in the target. */
function copyPixels(
  samples: Samples,
  start: number,
  step: number,
  target: Samples,
  into: number,
  stepInto: number,
  count: number,
  channels: number,
): void {
  if (step === channels && stepInto === channels) {
    target.set(samples.subarray(start, start + count * channels), into);
    return;
  }
  for (let i = 0, from = start, to = into; i < count; i++, from += step, to += stepInto) {
    for (let channel = 0; channel < channels; channel++) target[to + channel] = samples[from + channel]!;
  }
}

function spread(samples: Samples, start: number, bands: number, data: Float32Array, into: number, count: number, step: number): void {
  for (let i = 0, from = start; i < count; i++, from += bands) data[into + i] = samples[from]! * step;
}

/** Writes a row rounded and clamped; whether all of it were numbers. */
function gatherIntegers(data: Float32Array, start: number, count: number, samples: Samples, into: number, bands: number, white: number) {
  let numbers = true;
  for (let i = 0, to = into; i < count; i++, to += bands) {
    const value = data[start + i]! * white + 0.5;
    // A comparison with NaN is false.
    if (value >= 1) samples[to] = value < white ? value | 0 : white;
    else {
      samples[to] = 0;
      numbers &&= value < 1;
    }
  }
  return numbers;
}

function gatherFloats(data: Float32Array, start: number, count: number, samples: Samples, into: number, bands: number) {
  let numbers = true;
  for (let i = 0, to = into; i < count; i++, to += bands) {
    const value = data[start + i]!;
    numbers &&= !Number.isNaN(value);
    samples[to] = value;
  }
  return numbers;
}
