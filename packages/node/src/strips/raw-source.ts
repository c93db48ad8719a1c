import type { FileHandle } from 'node:fs/promises';
import {
  createSamples,
  type Image,
  Picture,
  type PictureOrigin,
  type Region,
  type SampleBlock,
  type SampleDepth,
  type SampleLayout,
  type SampleSource,
} from '@cleargrain/core';
import { notFiniteError } from '../codec/not-finite-error.js';
import { readFully } from './byte-reader.js';
import { rowBytesOf } from './raw-tiff.js';

/** What lies in a raw file. */
export interface RawContent extends SampleLayout {
  readonly handle: FileHandle;
  /** Where its samples begin. */
  readonly start: number;
  readonly origin: PictureOrigin;
  /** Whether floats take 8 bytes each in the file. Default: 4. */
  readonly doubles?: boolean;
  /** Brings samples as they lie in the file into their range, in place. Default: they are. */
  readonly correct?: (samples: Picture['samples']) => void;
}

/** The rows that the tiles under way need, and no more: the others are in the file. */
interface Strip {
  readonly y: number;
  readonly picture: Picture;
}

/** A picture whose samples lie in a file, interleaved and without compression; strips of whole rows are read as they are wanted. */
export class RawSource implements SampleSource {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly hasAlpha: boolean;
  readonly origin: PictureOrigin;
  readonly #content: RawContent;
  #strip: Strip | undefined;
  #buffer = new ArrayBuffer(0);
  #last: Promise<unknown> = Promise.resolve();

  constructor(content: RawContent) {
    this.#content = content;
    this.width = content.width;
    this.height = content.height;
    this.channels = content.bands < 3 ? 1 : 3;
    this.hasAlpha = content.bands % 2 === 0;
    this.origin = content.origin;
  }

  get layout(): SampleLayout {
    return this.#content;
  }

  get depth(): SampleDepth {
    return this.#content.depth;
  }

  /** Reads a region; the strip of its rows is kept for the regions beside it. */
  read(region: Region): Promise<Image> {
    return this.#take(region, (strip, inside) => strip.read(inside));
  }

  /** The same as samples. */
  readSamples(region: Region): Promise<SampleBlock> {
    return this.#take(region, (strip, inside) => strip.readSamples(inside));
  }

  /** Whole rows, as a picture of their own over `buffer`, which is grown where it is too small. */
  async rows(y: number, count: number, buffer: ArrayBuffer): Promise<Picture> {
    const { width, bands, depth, handle, start, doubles, correct } = this.#content;
    const length = width * bands * count;
    const rowBytes = rowBytesOf(this.#content);
    let samples = createSamples(depth, length, buffer);
    if (doubles) {
      const wide = new Float64Array(length);
      await readFully(handle, new Uint8Array(wide.buffer), start + y * rowBytes * 2);
      samples = Float32Array.from(wide);
    } else await readFully(handle, new Uint8Array(samples.buffer, 0, count * rowBytes), start + y * rowBytes);
    correct?.(samples);
    return new Picture({ width, height: count, channels: this.channels, hasAlpha: this.hasAlpha, samples, origin: this.origin });
  }

  /** @throws ImageError when a sample of a float picture is not a finite number. */
  async expectFinite(signal?: AbortSignal): Promise<void> {
    const { width, height, bands, depth } = this.#content;
    if (depth !== 32) return;
    const step = Math.max(1, Math.floor(2 ** 22 / rowBytesOf(this.#content)));
    const buffer = new ArrayBuffer(step * rowBytesOf(this.#content));
    let [count, first] = [0, 0];
    for (let y = 0; y < height; y += step) {
      signal?.throwIfAborted();
      const { samples } = await this.rows(y, Math.min(step, height - y), buffer);
      for (let i = 0; i < samples.length; i++) {
        if (Number.isFinite(samples[i]!)) continue;
        if (count++ === 0) first = y * width * bands + i;
      }
    }
    if (count > 0) throw notFiniteError(count, first, width, bands);
  }

  /** One after another: the strip that is read from is not that into which the next is loaded. */
  #take<T>(region: Region, read: (strip: Picture, inside: Region) => T): Promise<T> {
    const reading = this.#last.then(async () => {
      const { y, picture } = await this.#load(region);
      return read(picture, { ...region, y: region.y - y });
    });
    this.#last = reading.catch(() => undefined);
    return reading;
  }

  async #load({ y, height }: Region): Promise<Strip> {
    const known = this.#strip;
    if (known !== undefined && y >= known.y && y + height <= known.y + known.picture.height) return known;
    this.#strip = undefined;
    const bytes = height * rowBytesOf(this.#content);
    if (this.#buffer.byteLength < bytes) this.#buffer = new ArrayBuffer(bytes);
    const strip = { y, picture: await this.rows(y, height, this.#buffer) };
    this.#strip = strip;
    return strip;
  }
}
