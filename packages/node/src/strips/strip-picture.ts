import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  ImageError,
  type ImageFormat,
  metadataEntries,
  Picture,
  type PictureOrigin,
  type SampleLayout,
  type TiffEntry,
  tiffNumbers,
} from '@cleargrain/core';
import { describeDecodeError } from '../codec/describe-decode-error.js';
import { encodePortableMap } from '../codec/encode-portable-map.js';
import { fitToFormat, holdsNoAlpha } from '../codec/fit-to-format.js';
import { gatherBits } from '../codec/gather-bits.js';
import { portableMapHead } from '../codec/portable-map-head.js';
import { bitsInAvif, type SharpFormat } from '../codec/sharp-encoder.js';
import { copyContent } from '../files/copy-content.js';
import { describeFileError } from '../files/describe-file-error.js';
import { makeFolder } from '../files/make-folder.js';
import { temporaryName } from '../files/temporary-name.js';
import { type WriteFileOptions, writeFileAtomic } from '../files/write-file-atomic.js';
import type { PictureTask, StripFormat } from '../memory/plan-memory.js';
import { addTiffEntries } from './add-tiff-entries.js';
import { writeFully } from './byte-reader.js';
import { decodeToFile } from './decode-to-file.js';
import { insertIptc } from './insert-iptc.js';
import type { OpenOptions, OpenPage, OpenPicture } from './open-picture.js';
import { RawSink, type RawTarget } from './raw-sink.js';
import type { RawContent } from './raw-source.js';
import { RawSource } from './raw-source.js';
import { finishRawTiff, rawTiffStart, rowBytesOf } from './raw-tiff.js';
import { runCodec } from './run-codec.js';

/** The longest side that a format holds. */
const longestSides: Partial<Readonly<Record<ImageFormat, number>>> = { jpeg: 65535, webp: 16383, avif: 16384 };

interface StripOptions extends OpenOptions {
  readonly format: StripFormat;
  readonly rows: number;
  readonly release: () => void;
}

/** What the result's samples will be: a picture of one pixel in the depth and with the alpha and metadata of its file. */
type Fitted = Pick<Picture, 'channels' | 'bands' | 'depth' | 'origin'>;

/** A picture in a file beside its result, decoded but not compressed, of which a few rows at a time are in memory. */
export class StripPicture implements OpenPicture {
  readonly way = 'strips';
  readonly pages: readonly OpenPage[];
  readonly rows: number;
  readonly bytes: number;
  readonly #options: StripOptions;
  readonly #folder: string;
  readonly #source: RawSource;
  readonly #content: RawContent;
  readonly #fitted: Fitted;
  #target: FileHandle | undefined;
  #sink: RawSink | undefined;

  private constructor(options: StripOptions, folder: string, content: RawContent, fitted: Fitted) {
    this.#options = options;
    this.#folder = folder;
    this.#content = content;
    this.#fitted = fitted;
    this.#source = new RawSource(content);
    this.pages = [{ source: this.#source, result: () => this.#result() }];
    this.rows = options.rows;
    this.bytes = Math.min(content.height, options.rows) * rowBytesOf(content);
  }

  /** @throws ImageError when the picture cannot be read, or its result could not be written. */
  static async open(options: StripOptions, task: PictureTask): Promise<StripPicture> {
    const { input, output, format, signal } = options;
    const most = longestSides[format] ?? Infinity;
    if (Math.max(task.width, task.height) > most) {
      throw new ImageError(`cannot be written as ${format}: ${task.width}×${task.height} pixels, expected at most ${most} a side`);
    }
    const folder = temporaryName(output);
    let handle: FileHandle | undefined;
    try {
      if (options.makeFolder) await makeFolder(path.dirname(output));
      await mkdir(folder);
      const content = await decodeToFile(input, folder, signal);
      handle = content.handle;
      const picture = new StripPicture(options, folder, content, fittedTo(content, options));
      await picture.#source.expectFinite(signal);
      return picture;
    } catch (error) {
      await handle?.close();
      await rm(folder, { recursive: true, force: true });
      signal?.throwIfAborted();
      if (error instanceof ImageError) throw error;
      throw new ImageError(placeProblem(error, output) ?? describeDecodeError(error), { cause: error });
    }
  }

  async #result(): Promise<RawSink> {
    const { format } = this.#options;
    const { height } = this.#source;
    this.#target = await open(this.#at('result'), 'w+');
    const handle = this.#target;
    const fit = (strip: Picture) => fitToFormat(strip, format, this.#options.result);
    const rowBytes = rowBytesOf(this.#layout);
    let target: RawTarget;
    if (format === 'pnm' || format === 'pfm') {
      const { width, channels } = this.#source;
      const head = portableMapHead({ width, height, channels, depth: this.#layout.depth });
      await writeFully(handle, head, 0);
      target = {
        handle,
        bytesOf: (strip) => {
          const bytes = encodePortableMap(fit(strip));
          return bytes.subarray(bytes.length - strip.height * rowBytes);
        },
        // PFM has the lowest row first.
        offsetOf: (y, count) => head.length + (format === 'pfm' ? height - y - count : y) * rowBytes,
      };
    } else {
      target = {
        handle,
        bytesOf: (strip) => {
          const fitted = fit(strip).samples;
          const samples = format === 'avif' && fitted instanceof Uint16Array ? gatherBits(fitted, bitsInAvif(this.#fitted)) : fitted;
          return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
        },
        offsetOf: (y) => rawTiffStart + y * rowBytes,
      };
    }
    this.#sink = new RawSink(this.#source, target);
    return this.#sink;
  }

  async save(options: WriteFileOptions = {}): Promise<void> {
    const { output, format } = this.#options;
    const { metadata } = this.#fitted.origin;
    await this.#sink?.finish();
    const handle = this.#target;
    if (handle === undefined) throw new Error('there is no result to save');
    const isFinal = format === 'pnm' || format === 'pfm' || (format === 'tiff' && this.#fitted.depth === 32);
    if (format === 'tiff' && isFinal) {
      await finishRawTiff(handle, this.#layout, metadata);
      await addTiffEntries(handle, this.#tiffEntries());
    } else if (!isFinal) await finishRawTiff(handle, this.#layout);
    await handle.close();
    this.#target = undefined;
    await writeFileAtomic(
      output,
      async (temporary) => {
        if (format === 'pnm' || format === 'pfm' || isFinal) return rename(this.#at('result'), temporary);
        await this.#encode(format, temporary, options.signal);
      },
      options,
    );
  }

  async #encode(format: SharpFormat, temporary: string, signal: AbortSignal | undefined): Promise<void> {
    const { channels, bands, depth, origin } = this.#fitted;
    const { format: _, ...options } = this.#options.result;
    const task = { kind: 'encode', input: this.#at('result'), output: temporary, format } as const;
    try {
      // A page of a TIFF file is written as it was where it came from.
      await runCodec({ ...task, picture: { channels, bands, depth, origin }, options: format === 'tiff' ? {} : options }, signal);
    } catch (error) {
      signal?.throwIfAborted();
      const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
      throw new ImageError(`cannot be written as ${format}: ${reason}`, { cause: error });
    }
    if (format === 'jpeg') await insertIptc(temporary, origin.metadata.iptc, this.#at('with-iptc'));
    if (format !== 'tiff') return;
    const handle = await open(temporary, 'r+');
    try {
      await addTiffEntries(handle, this.#tiffEntries());
    } finally {
      await handle.close();
    }
  }

  #tiffEntries(): TiffEntry[] {
    const { bands, origin } = this.#fitted;
    const { exif, tiffTags } = origin.metadata;
    const associated = bands % 2 === 0 && origin.tiff?.associatedAlpha ? [tiffNumbers(338, 3, [1])] : [];
    return [...metadataEntries(exif, tiffTags), ...associated];
  }

  async saveAsItIs(options: WriteFileOptions = {}): Promise<void> {
    const { input, output } = this.#options;
    await writeFileAtomic(output, (temporary) => copyContent(input, temporary), options);
  }

  async close(): Promise<void> {
    try {
      // Whatever closing says: what is saved lies elsewhere by now.
      await Promise.allSettled([this.#target?.close(), this.#content.handle.close()]);
      await rm(this.#folder, { recursive: true, force: true });
    } finally {
      this.#options.release();
    }
  }

  get #layout(): SampleLayout {
    const { bands, depth } = this.#fitted;
    return { width: this.#source.width, height: this.#source.height, bands, depth };
  }

  #at(name: string): string {
    return path.join(this.#folder, name);
  }
}

/** What is wrong with the place beside the output, when it is that and not the picture. */
function placeProblem(error: unknown, output: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('syscall' in error) return `cannot be decoded beside ${output}: ${describeFileError(error)}`;
  return /no space left/i.test(error.message) ? `cannot be decoded beside ${output}: no space left on the disk` : undefined;
}

function fittedTo(
  { bands, depth, origin }: { bands: number; depth: Picture['depth']; origin: PictureOrigin },
  { format, result }: StripOptions,
): Fitted {
  const hasAlpha = bands % 2 === 0 && !holdsNoAlpha(format);
  return fitToFormat(Picture.create({ width: 1, height: 1, channels: bands < 3 ? 1 : 3, hasAlpha, depth, origin }), format, result);
}
