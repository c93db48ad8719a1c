import { type KindOfPicture, SteadySigma, steadySpan } from '@cleargrain/core';
import { isColorFile } from '@cleargrain/node';
import type { MeasuredNoise } from './measure-noise.js';

/** The noise of each page of a frame. */
export type FrameNoise = readonly MeasuredNoise[];

/** Frames that are looked at for colour, where the first has none. */
const looks = 50;

/**
 * What the frames of a sequence of files have in common: all get the model of the first, and a noise level that follows no single frame, as in a
 * video. Frames are entered in their order, before they are asked for.
 */
export class FrameSequence {
  readonly #files: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #measure: (file: string) => Promise<FrameNoise>;
  readonly #noise = new Map<string, Promise<FrameNoise | undefined>>();
  #kind: Promise<KindOfPicture> | undefined;

  /** `measure` opens a frame for its noise alone. */
  constructor(files: readonly string[], measure: (file: string) => Promise<FrameNoise>) {
    this.#files = files;
    this.#places = new Map(files.map((file, place) => [file, place]));
    this.#measure = measure;
  }

  /** Enters a frame that is being opened; undefined, or a failure, where it is not denoised. */
  enter(file: string, noise: Promise<FrameNoise | undefined>): void {
    this.#noise.set(
      file,
      noise.catch(() => undefined),
    );
  }

  /** Measures what is wanted of the frames before this one, where they were not opened because they are done already. */
  async prepare(file: string): Promise<void> {
    for (const before of this.#files.slice(0, this.#places.get(file))) if (await this.#measured(before)) break;
    for (const before of this.#until(file).slice(0, -1)) await this.#measured(before);
  }

  /** What kind of pictures all frames are: that of the first, or colour where that has none and others have. */
  kind(): Promise<KindOfPicture> {
    this.#kind ??= this.#findKind();
    return this.#kind;
  }

  /** The noise level for a page of a frame in grey levels (0–255), held steady from frame to frame. */
  async sigma(file: string, page: number): Promise<number> {
    const steady = new SteadySigma();
    let sigma = 0;
    for (const one of this.#until(file)) {
      const noise = (await this.#noise.get(one))?.[page];
      if (noise !== undefined) sigma = steady.next(noise.sigma);
    }
    return sigma;
  }

  /** The frames that decide about the level of this one, which is the last of them. */
  #until(file: string): readonly string[] {
    const end = this.#places.get(file)! + 1;
    return this.#files.slice(Math.max(0, end - steadySpan), end);
  }

  async #measured(file: string): Promise<boolean> {
    if ((await this.#noise.get(file)) === undefined) this.enter(file, this.#measure(file));
    return (await this.#noise.get(file)) !== undefined;
  }

  async #findKind(): Promise<KindOfPicture> {
    for (const file of this.#files) {
      const first = (await this.#noise.get(file))?.[0];
      if (first === undefined) continue;
      const { kind, channels } = first;
      if (kind.kind !== 'gray' || !(channels === 3 || (await this.#hasColor()))) return kind;
      return { ...kind, kind: 'color', reason: 'frames in colour' };
    }
    throw new Error('no frame of the sequence was entered');
  }

  /** Whether one of the files has colour, as far as some all over the sequence tell. */
  async #hasColor(): Promise<boolean> {
    const step = Math.max(1, (this.#files.length - 1) / (looks - 1));
    for (let at = 0; at < this.#files.length; at += step) if (await isColorFile(this.#files[Math.round(at)]!)) return true;
    return false;
  }
}
