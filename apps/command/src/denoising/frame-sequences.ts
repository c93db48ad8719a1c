import type { OpenPicture, PlannedFile } from '@cleargrain/node';
import type { Frame } from './denoise-pages.js';
import { type FrameNoise, FrameSequence } from './frame-sequence.js';
import type { NoisyPicture } from './noisy-picture.js';

/** The sequences among the files of a batch. */
export class FrameSequences {
  readonly #sequences = new Map<string, FrameSequence>();
  #last: Promise<unknown> = Promise.resolve();

  /** `measure` opens a frame for its noise alone. */
  constructor(files: readonly PlannedFile[], measure: (planned: PlannedFile) => Promise<FrameNoise>) {
    const frames = new Map<string, Map<string, PlannedFile>>();
    for (const planned of files) {
      if (planned.sequence === undefined) continue;
      const known = frames.get(planned.sequence) ?? new Map<string, PlannedFile>();
      frames.set(planned.sequence, known.set(planned.file, planned));
    }
    for (const [name, known] of frames) {
      this.#sequences.set(name, new FrameSequence([...known.keys()], (file) => measure(known.get(file)!)));
    }
  }

  /** What the sequence of a file knows for it; undefined for a picture that is none. */
  frameOf(planned: PlannedFile): Frame | undefined {
    const sequence = this.#of(planned);
    return sequence && { kind: () => sequence.kind(), sigma: (page) => sequence.sigma(planned.file, page) };
  }

  /** Hears of each picture as its opening begins. */
  enter(planned: PlannedFile, ready: Promise<NoisyPicture | undefined>): void {
    this.#of(planned)?.enter(
      planned.file,
      ready.then((picture) => picture && Promise.all(picture.noise)),
    );
  }

  /**
   * Opens a picture that is not done, in the order of the calls; for a frame, what its sequence wants of those that are done is measured before, while it
   * holds no memory that they might wait for.
   */
  open(
    planned: PlannedFile,
    isDone: (() => Promise<boolean>) | undefined,
    open: () => Promise<OpenPicture>,
  ): Promise<OpenPicture | undefined> {
    if (isDone === undefined) return open();
    const turn = this.#last.then(async () => {
      const done = await isDone();
      if (!done) await this.#of(planned)?.prepare(planned.file);
      return done;
    });
    this.#last = turn.catch(() => undefined);
    return turn.then((done) => (done ? undefined : open()));
  }

  #of({ sequence }: PlannedFile): FrameSequence | undefined {
    return sequence === undefined ? undefined : this.#sequences.get(sequence);
  }
}
