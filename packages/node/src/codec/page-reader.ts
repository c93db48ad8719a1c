import type { Picture } from '@cleargrain/core';

/** The pages of a file, each decoded when it is wanted. */
export interface PageReader {
  readonly count: number;
  /** What the pages are, in a message. */
  readonly unit: 'pages' | 'frames' | 'planes';
  /** The picture of a page, from 0. */
  read(page: number): Promise<Picture>;
  /** Frees what the decoder holds. */
  close?(): Promise<void>;
}

/** A reader of the one picture of a file. */
export function singlePage(read: () => Promise<Picture>): PageReader {
  return { count: 1, unit: 'pages', read };
}
