import { writeFile } from 'node:fs/promises';
import { abortable, type Picture } from '@cleargrain/core';
import { encodePictures } from '../codec/encode-picture.js';
import { copyContent } from '../files/copy-content.js';
import { type WriteFileOptions, writeFileAtomic } from '../files/write-file-atomic.js';
import type { OpenPage, OpenPicture, ResultOptions } from './open-picture.js';

interface Content {
  readonly pictures: readonly Picture[];
  /** The file that it came from, or its bytes. */
  readonly input: string | Uint8Array;
  readonly output: string;
  readonly result: ResultOptions;
  /** What it takes of memory, in bytes. */
  readonly bytes: number;
  readonly release: () => void;
}

/** A picture in memory, all its pages. */
export class WholePicture implements OpenPicture {
  readonly way = 'whole';
  readonly pages: readonly OpenPage[];
  readonly rows = Number.MAX_SAFE_INTEGER;
  readonly bytes: number;
  readonly #content: Content;
  readonly #results: Picture[];

  constructor(content: Content) {
    this.#content = content;
    this.bytes = content.bytes;
    this.#results = [...content.pictures];
    this.pages = content.pictures.map((source, page) => ({
      source,
      result: async () => {
        const result = await source.likeInPieces();
        this.#results[page] = result;
        return result;
      },
    }));
  }

  async save(options: WriteFileOptions = {}): Promise<void> {
    const bytes = await abortable(encodePictures(this.#results, this.#content.result), options.signal);
    await writeFileAtomic(this.#content.output, bytes, options);
  }

  async saveAsItIs(options: WriteFileOptions = {}): Promise<void> {
    const { input, output } = this.#content;
    const copy = (temporary: string) => (typeof input === 'string' ? copyContent(input, temporary) : writeFile(temporary, input));
    await writeFileAtomic(output, copy, options);
  }

  async close(): Promise<void> {
    this.#content.release();
  }
}
