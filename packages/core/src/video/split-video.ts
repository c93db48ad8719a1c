import { ImageError } from '../errors.js';
import { bytesPerFrame, longestHeader, parseVideoFormat, type VideoFormat } from './video-format.js';

/** A frame as it lies in the file. */
export interface RawFrame {
  /** Its own line, such as `FRAME`, with the line feed. */
  readonly header: Uint8Array;
  /** Its planes one after another; the caller owns them. */
  readonly planes: Uint8Array;
}

/** A Y4M video in its parts. */
export interface SplitVideo {
  /** The first line, with the line feed. */
  readonly header: Uint8Array;
  /** What it says. */
  readonly format: VideoFormat;
  /** The frames in their order, each read when it is asked for; ends with an ImageError where a frame is cut short. */
  readonly frames: AsyncIterable<RawFrame>;
  /** Ends the stream, also where no frame was asked for. May be called again. */
  close(): Promise<void>;
}

const lineFeed = 10;
const textOf = (line: Uint8Array) => String.fromCharCode(...line.subarray(0, -1));

/** Gives a stream of pieces out again in pieces of the sizes that are asked for. */
class ByteReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  /** What was read and not yet taken. */
  #held: Uint8Array = new Uint8Array(0);

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#pieces.next();
    if (done) return false;
    this.#held = value;
    return true;
  }

  /** So many bytes, fewer at the end of the stream. Memory grows with what comes, never with what a header promises. */
  async take(count: number): Promise<Uint8Array> {
    const taken: Uint8Array[] = [];
    let size = 0;
    while (size < count && (this.#held.length > 0 || (await this.#more()))) {
      const part = this.#held.subarray(0, count - size);
      this.#held = this.#held.subarray(part.length);
      taken.push(part);
      size += part.length;
    }
    // A copy also of a single part: 16-bit samples want an even place in memory.
    const result = new Uint8Array(size);
    let at = 0;
    for (const part of taken) {
      result.set(part, at);
      at += part.length;
    }
    return result;
  }

  /** Bytes up to a line feed and with it; without one at the end of the stream or after `longest` bytes. */
  async line(longest: number): Promise<Uint8Array> {
    const bytes: number[] = [];
    while (bytes.length < longest && bytes.at(-1) !== lineFeed && (this.#held.length > 0 || (await this.#more()))) {
      const place = this.#held.indexOf(lineFeed);
      const part = this.#held.subarray(0, Math.min(longest - bytes.length, place < 0 ? this.#held.length : place + 1));
      this.#held = this.#held.subarray(part.length);
      bytes.push(...part);
    }
    return Uint8Array.from(bytes);
  }

  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}

/**
 * Splits a Y4M video that comes in pieces of any size into its frames; no more is read than what is asked for.
 * @throws ImageError when it is none.
 */
export async function splitVideo(pieces: AsyncIterable<Uint8Array>): Promise<SplitVideo> {
  const reader = new ByteReader(pieces);
  const header = await reader.line(longestHeader);
  let format: VideoFormat;
  try {
    if (header.length === 0) throw new ImageError('empty, expected a Y4M video');
    format = parseVideoFormat(header.at(-1) === lineFeed ? textOf(header) : '');
  } catch (error) {
    await reader.close();
    throw error;
  }
  const size = bytesPerFrame(format);
  async function* frames() {
    try {
      for (let number = 1; ; number++) {
        const frame = await reader.line(longestHeader);
        if (frame.length === 0) return;
        if (frame.at(-1) !== lineFeed || !/^FRAME( |$)/.test(textOf(frame))) {
          throw new ImageError(`expected FRAME at the beginning of frame ${number}, found something else`);
        }
        const planes = await reader.take(size);
        if (planes.length < size) {
          throw new ImageError(`cut short in frame ${number}: ${planes.length} bytes, expected ${size}`);
        }
        yield { header: frame, planes };
      }
    } finally {
      await reader.close();
    }
  }
  return { header, format, frames: frames(), close: () => reader.close() };
}
