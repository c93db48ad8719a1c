import { setTimeout as delay } from 'node:timers/promises';
import type { OpenPicture } from '@cleargrain/node';
import { readAhead } from '../batch/read-ahead.js';
import { type NoisyPicture, noisyPicture } from './noisy-picture.js';

/** The pictures of a batch: the next is opened while the one before is worked on. None is left open in the end. */
export class PictureQueue<Input> {
  readonly #opened = new Set<OpenPicture>();
  readonly #opening = new Set<Promise<unknown>>();
  readonly #take: (file: Input) => Promise<NoisyPicture | undefined>;

  /**
   * Begins with the first at once. `open` says undefined of a picture that is not wanted; `opening` hears of each picture as that begins.
   */
  constructor(
    files: readonly Input[],
    open: (file: Input) => Promise<OpenPicture | undefined>,
    opening: (file: Input, ready: Promise<NoisyPicture | undefined>) => void,
  ) {
    this.#take = readAhead(files, (file) => {
      const ready = open(file).then((picture) => picture && this.#measured(picture));
      opening(file, ready);
      const settled = ready.catch(() => undefined).finally(() => this.#opening.delete(settled));
      this.#opening.add(settled);
      return ready;
    });
  }

  /**
   * The picture of a file. Files are asked for in their order.
   * @throws what `open` throws.
   */
  take(file: Input): Promise<NoisyPicture | undefined> {
    return this.#take(file);
  }

  /** Closes a picture that was taken. */
  async close(picture: OpenPicture): Promise<void> {
    this.#opened.delete(picture);
    await picture.close();
  }

  /** Closes what was opened ahead, and nobody took: it leaves nothing on the disk. */
  async closeAll(): Promise<void> {
    // What still opens after that is a picture that is decoded as a whole, which has nothing there.
    await Promise.race([Promise.all(this.#opening), delay(100, undefined, { ref: false })]);
    await Promise.all([...this.#opened].map((picture) => this.close(picture)));
  }

  async #measured(picture: OpenPicture): Promise<NoisyPicture> {
    this.#opened.add(picture);
    try {
      return await noisyPicture(picture);
    } catch (error) {
      await this.close(picture);
      throw error;
    }
  }
}
