import { abortable, ImageError, type PictureOrigin, type SampleSink, type SampleSource } from '@cleargrain/core';
import { decodePictures } from '../codec/decode-picture.js';
import type { EncodeOptions } from '../codec/encode-picture.js';
import { readPictureFile } from '../codec/read-picture-file.js';
import type { WriteFileOptions } from '../files/write-file-atomic.js';
import type { MemoryBudget } from '../memory/memory-budget.js';
import { pictureTask } from '../memory/picture-task.js';
import { isStripFormat, planMemory } from '../memory/plan-memory.js';
import { StripPicture } from './strip-picture.js';
import { WholePicture } from './whole-picture.js';

/** How a result is written; `format` is that of its file. */
export type ResultOptions = EncodeOptions & Required<Pick<EncodeOptions, 'format'>>;

/** A page that was decoded. */
export interface OpenPage {
  /** Its pixels, and the file that it came from. */
  readonly source: SampleSource & { readonly origin: PictureOrigin };
  /** Where its result goes. */
  result(): Promise<SampleSink>;
}

/** A picture that was decoded, in memory or into a file, and the result that is made of it. */
export interface OpenPicture {
  /** Its pages; one, where a file holds no more. */
  readonly pages: readonly OpenPage[];
  /** Whether it is in memory as a whole, or in a file, strips of which are in memory. */
  readonly way: 'whole' | 'strips';
  /** What it takes of the memory beside the tiles, in bytes. */
  readonly bytes: number;
  /** The most rows that a tile may have. */
  readonly rows: number;
  /** Writes the result's file, whole or not at all. */
  save(options?: WriteFileOptions): Promise<void>;
  /** Writes the input's bytes as they are. */
  saveAsItIs(options?: WriteFileOptions): Promise<void>;
  /** Frees what it holds, in memory and on the disk. */
  close(): Promise<void>;
}

/** What is opened, for what. */
export interface OpenOptions {
  /** The file that is read; `-` is standard input. */
  readonly input: string;
  /** The file that is written. */
  readonly output: string;
  /** How it is written. */
  readonly result: ResultOptions;
  /** The bound in bytes on the whole process; what pictures share of it. */
  readonly memory: number;
  /** What pictures in the works share. */
  readonly budget: MemoryBudget;
  /** Makes the output's folder when it is missing. Default: false. */
  readonly makeFolder?: boolean;
  /** Stops decoding, with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Decodes a picture, once there is memory for it: as a whole when that fits, else into a file beside the output, of which strips are read. Memory is
 * given in the order of the calls.
 * @throws ImageError that names the input when it cannot be read, or not within the bound; the signal's reason when stopped.
 */
export async function openPicture(options: OpenOptions): Promise<OpenPicture> {
  const { input, output, result, budget, signal } = options;
  const name = input === '-' ? 'standard input' : input;
  try {
    const planning = planFor(options);
    // Asked for at once, so that pictures get their memory in the order in which they are opened.
    const [{ plan, task, bytes }, release] = await Promise.all([planning, budget.take(planning.then(({ plan }) => plan.bytes))]);
    try {
      signal?.throwIfAborted();
      const { format } = result;
      if (task !== undefined && plan.way === 'strips' && isStripFormat(format)) {
        return await StripPicture.open({ ...options, format, rows: plan.rows, release }, task);
      }
      const pictures = await abortable(decodePictures(bytes, { name }), signal);
      return new WholePicture({ pictures, input: bytes, output, result, bytes: plan.bytes, release });
    } catch (error) {
      release();
      throw error;
    }
  } catch (error) {
    throw error instanceof ImageError && !error.message.startsWith(name)
      ? new ImageError(`${name}: ${error.message}`, { cause: error })
      : error;
  }
}

async function planFor({ input, result, memory }: OpenOptions) {
  // Standard input can be read once only.
  const bytes = input === '-' ? await readPictureFile(input) : input;
  const task = await pictureTask(bytes, result);
  // What is not known is decoded as a whole: the decoder says what is wrong with it.
  return { plan: task === undefined ? wholeOfUnknownSize : planMemory(task, memory), task, bytes };
}

const wholeOfUnknownSize = { way: 'whole', bytes: 0 } as const;
