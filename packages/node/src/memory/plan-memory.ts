import { ImageError, type ImageFormat, invalid } from '@cleargrain/core';
import { type CodecMemory, type DecodedFile, decodingMemory, encodingMemory } from './codec-memory.js';
import { showBytes } from './show-bytes.js';

/** The bound on a process's memory where none is given, in bytes. */
export const defaultMemory = 1e9;
/** The smallest bound that can be kept: the runtime, the engine and the codec library take most of it. */
export const leastMemory = 350e6;

/** What the process holds without a picture: Node, ONNX Runtime, a model, the codec library. */
const idle = 190e6;
/** What the codec's process holds without a picture. */
const codecProcess = 80e6;
/** What a tile may have: see `defaultTileMemory` of core for what it wants. */
const tileShare = 0.35;
const stripShare = 0.3;
/** What a tile has beside a picture that leaves no more. */
const leastTile = 120e6;
/** The formats that are decoded as a whole alone. */
const onlyWhole: ReadonlySet<DecodedFile['format']> = new Set(['heic', 'jxl', 'raw', 'dicom']);
/** A picture in memory has fewer bytes of samples than this. */
const mostWhole = 2 ** 31;
/** The strips of the source and of the result, and what of a strip before was not collected yet. */
const stripsAtOnce = 3;
const leastRows = 96;

const stripFormats = ['png', 'jpeg', 'webp', 'avif', 'tiff', 'pnm', 'pfm'] as const;
/** The formats that a result is written in without being in memory as a whole. */
export type StripFormat = (typeof stripFormats)[number];

export const isStripFormat = (format: ImageFormat): format is StripFormat => stripFormats.some((one) => one === format);

/** What is known of a picture before it is decoded, and what shall be made of it. */
export interface PictureTask extends DecodedFile {
  readonly width: number;
  readonly height: number;
  readonly fileBytes: number;
  /** Pages of this size. */
  readonly pages: number;
  /** The file is not a file: it can be read once only. */
  readonly streamed: boolean;
  readonly output: ImageFormat;
  readonly lossless: boolean;
}

/** How a picture is denoised within a bound. */
export interface MemoryPlan {
  /** The whole picture in memory, or in a file of which strips are in memory. */
  readonly way: 'whole' | 'strips';
  /** What the picture takes beside what the process holds anyway, in bytes. */
  readonly bytes: number;
  /** The most rows of a tile. */
  readonly rows: number;
}

/**
 * The bound that is given, or the default.
 * @throws RangeError when it is too small to be kept.
 */
export function memoryIn(memory: number | undefined): number {
  const bytes = memory ?? defaultMemory;
  if (!(bytes >= leastMemory)) throw invalid('memory', `at least ${showBytes(leastMemory)}`, showBytes(bytes));
  return bytes;
}

/** What a tile may take of the engine's memory, beside pictures that take so many bytes. */
export const tileMemoryIn = (memory: number, pictures = 0): number => Math.min(tileShare * memory, memory - idle - pictures);

/** What pictures may take together. */
export const pictureMemoryIn = (memory: number): number => memory - idle - tileMemoryIn(memory);

/** The bound within which a picture takes at most half of what pictures may take within `memory`: for one that stays beside the others. */
export const memoryBesideOthers = (memory: number): number => memory / 2 + idle / (2 * (1 - tileShare));

/**
 * Chooses the way for a picture within a bound of bytes on the process.
 * @throws ImageError that says what to do, when neither fits.
 */
export function planMemory(task: PictureTask, memory: number): MemoryPlan {
  const { width, height, pixelBytes, fileBytes, output, lossless } = task;
  const pixels = width * height * task.pages;
  const samples = pixels * pixelBytes;
  const decoding = decodingMemory(task);
  const encoding = encodingMemory(output, lossless, task);
  const room = pictureMemoryIn(memory);
  // The picture, its result and the file that is made of it, which grows by doubling.
  const heldBy = ({ bytesPerPixel, fixed = 0 }: CodecMemory) => pixels * bytesPerPixel + fixed;
  const whole = fileBytes + 2 * samples + Math.max(heldBy(decoding), heldBy(encoding) + 2 * samples);
  const none = { rows: Number.MAX_SAFE_INTEGER };
  if (whole <= room && samples < mostWhole) return { way: 'whole', bytes: whole, ...none };

  const size = `${width}×${height} pixels`;
  const expected = `expected at most ${showBytes(memory)} (memory)`;
  if (onlyWhole.has(task.format)) {
    // Such a picture may have all that a small tile leaves.
    const most = memory - idle - leastTile;
    if (whole <= most && samples < mostWhole) return { way: 'whole', bytes: whole, ...none };
    const count = task.pages > 1 ? `${task.pages} frames of ` : '';
    const written =
      heldBy(encoding) + 2 * samples > heldBy(decoding) && encoding.reason !== undefined ? ` and made into ${encoding.reason}` : '';
    throw new ImageError(
      `${count}${size} of ${decoding.reason} can only be decoded${written} as a whole, which takes ${showBytes(memory - most + whole)}, ${expected}: give more`,
    );
  }
  const takes = `take ${showBytes(memory - room + whole)}`;
  if (task.pages > 1) throw new ImageError(`${task.pages} pages of ${size} ${takes}, ${expected}: give more, or split the file into pages`);
  if (task.streamed) {
    throw new ImageError(`${size} from standard input or to standard output ${takes}, ${expected}: give files, or more memory`);
  }
  if (!isStripFormat(output))
    throw new ImageError(
      `${size} can only be written as ${output} as a whole: they ${takes}, ${expected}: give more, or write JPEG, PNG or TIFF`,
    );
  // While the codec's process works, the engine does not.
  const codec = (bytesPerPixel: number) => idle + codecProcess + pixels * bytesPerPixel;
  if (codec(decoding.bytesPerPixel) > memory) {
    const needed = showBytes(codec(decoding.bytesPerPixel));
    const reason = decoding.reason === undefined ? '' : ` of ${decoding.reason}`;
    throw new ImageError(
      `${size}${reason} can only be decoded as a whole, which takes ${needed}, ${expected}: give more, or convert it to TIFF first`,
    );
  }
  if (codec(encoding.bytesPerPixel) > memory) {
    const needed = showBytes(codec(encoding.bytesPerPixel));
    throw new ImageError(
      `${size} can only be written as ${encoding.reason ?? output} as a whole, which takes ${needed}, ${expected}: give more, or write JPEG, PNG or TIFF`,
    );
  }
  const row = width * pixelBytes;
  const rows = Math.floor((stripShare * memory) / (stripsAtOnce * row));
  if (rows < leastRows) {
    const needed = showBytes((leastRows * stripsAtOnce * row) / stripShare);
    throw new ImageError(`${size}: strips of ${leastRows} rows need ${needed}, ${expected}: give more`);
  }
  return { way: 'strips', bytes: room, rows };
}
