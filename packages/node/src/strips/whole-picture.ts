import { writeFile } from 'node:fs/promises';
import type { Picture } from '@cleargrain/core';
import { encodePicture } from '../codec/encode-picture.js';
import { abortable } from '../files/abortable.js';
import { copyContent } from '../files/copy-content.js';
import { type WriteFileOptions, writeFileAtomic } from '../files/write-file-atomic.js';
import type { OpenPicture, ResultOptions } from './open-picture.js';

interface Content {
  readonly picture: Picture;
  /** The file that it came from, or its bytes. */
  readonly input: string | Uint8Array;
  readonly output: string;
  readonly result: ResultOptions;
  /** What it takes of memory, in bytes. */
  readonly bytes: number;
  readonly release: () => void;
}

/** A picture in memory. */
export class WholePicture implements OpenPicture {
  readonly way = 'whole';
  readonly source: Picture;
  readonly rows = Number.MAX_SAFE_INTEGER;
  readonly #content: Content;
  readonly bytes: number;
  #result: Picture | undefined;

  constructor(content: Content) {
    this.#content = content;
    this.source = content.picture;
    this.bytes = content.bytes;
  }

  async result(): Promise<Picture> {
    this.#result = this.source.like();
    return this.#result;
  }

  async save(options: WriteFileOptions = {}): Promise<void> {
    const bytes = await abortable(encodePicture(this.#result ?? this.source, this.#content.result), options.signal);
    await writeFileAtomic(this.#content.output, bytes, options);
  }

  async saveAsItIs(options: WriteFileOptions = {}): Promise<void> {
    const { input, output } = this.#content;
    await writeFileAtomic(
      output,
      (temporary) => (typeof input === 'string' ? copyContent(input, temporary) : writeFile(temporary, input)),
      options,
    );
  }

  async close(): Promise<void> {
    this.#content.release();
  }
}
