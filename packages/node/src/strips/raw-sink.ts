import type { FileHandle } from 'node:fs/promises';
import { createSamples, type Image, Picture, type Region, type SampleBlock, type SampleDepth, type SampleSink } from '@cleargrain/core';
import { writeFully } from './byte-reader.js';
import type { RawSource } from './raw-source.js';

const pieceSamples = 2 ** 21;

/** How strips become bytes of the file. */
export interface RawTarget {
  readonly handle: FileHandle;
  /** The bytes of some rows, in the target's depth and with the bands that it holds. */
  bytesOf(rows: Picture): Uint8Array;
  /** Where the bytes of `count` rows from row `y` go. */
  offsetOf(y: number, count: number): number;
}

/** Takes a picture's regions, strip after strip, into a file; alpha comes from the source. Call `finish` after the last. */
export class RawSink implements SampleSink {
  readonly #source: RawSource;
  readonly #target: RawTarget;
  #strip: { readonly y: number; readonly picture: Picture } | undefined;
  #buffer = new ArrayBuffer(0);

  constructor(source: RawSource, target: RawTarget) {
    this.#source = source;
    this.#target = target;
  }

  get depth(): SampleDepth {
    return this.#source.depth;
  }

  /** Writes a region that lies in the same rows as the one before, or in rows that no region was written into. */
  async write(x: number, y: number, image: Image): Promise<void> {
    (await this.#stripAt(y, image.height)).write(x, 0, image);
  }

  /** The same with samples. */
  async writeSamples(x: number, y: number, block: SampleBlock, part: Region): Promise<void> {
    (await this.#stripAt(y, part.height)).writeSamples(x, 0, block, part);
  }

  /** Writes the strip that was begun last. */
  async finish(): Promise<void> {
    if (this.#strip === undefined) return;
    const { y, picture } = this.#strip;
    this.#strip = undefined;
    const { width, height, channels, hasAlpha, bands, samples, origin } = picture;
    const row = width * bands;
    // Some rows at a time: bringing them into the target's depth neither takes much memory nor holds the event loop.
    const step = Math.max(1, Math.floor(pieceSamples / row));
    for (let at = 0; at < height; at += step) {
      const count = Math.min(step, height - at);
      const rows = { width, height: count, channels, hasAlpha, samples: samples.subarray(at * row, (at + count) * row), origin };
      await writeFully(this.#target.handle, this.#target.bytesOf(new Picture(rows)), this.#target.offsetOf(y + at, count));
    }
  }

  async #stripAt(y: number, height: number): Promise<Picture> {
    if (this.#strip?.y !== y || this.#strip.picture.height !== height) {
      await this.finish();
      this.#strip = { y, picture: await this.#blank(y, height) };
    }
    return this.#strip.picture;
  }

  async #blank(y: number, height: number): Promise<Picture> {
    const { layout, width, channels, hasAlpha, origin } = this.#source;
    const { depth, bands } = layout;
    const bytes = (width * height * bands * depth) / 8;
    if (this.#buffer.byteLength < bytes) this.#buffer = new ArrayBuffer(bytes);
    if (hasAlpha) return this.#source.rows(y, height, this.#buffer);
    const samples = createSamples(depth, width * height * bands, this.#buffer);
    return new Picture({ width, height, channels, hasAlpha, samples, origin });
  }
}
