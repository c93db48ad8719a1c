import type { Checkpoint, TrainingPoint } from './checkpoint.js';

/** What is measured in the course of a run. */
export class RunRecord {
  readonly #history: TrainingPoint[];
  #sum: number;
  #count: number;
  #smoothLoss = 0;
  #added = 0;
  #psnr: number | undefined;

  /** `before` is what was measured before, of a run that is carried on. */
  constructor(before: Pick<Checkpoint, 'history' | 'loss'> | undefined) {
    this.#history = [...(before?.history ?? [])];
    this.#sum = before?.loss.sum ?? 0;
    this.#count = before?.loss.count ?? 0;
    this.#psnr = this.#history.findLast(({ psnr }) => psnr !== undefined)?.psnr;
  }

  /** The points so far. */
  get history(): readonly TrainingPoint[] {
    return [...this.#history];
  }

  /** The losses since the last point. */
  get loss(): Checkpoint['loss'] {
    return { sum: this.#sum, count: this.#count };
  }

  /** The mean of the last losses, later ones weighing more. */
  get smoothLoss(): number {
    return this.#smoothLoss;
  }

  /** The PSNR of the last point that has one, in dB. */
  get psnr(): number | undefined {
    return this.#psnr;
  }

  /** Takes the loss of a step. */
  add(loss: number): void {
    this.#sum += loss;
    this.#count++;
    this.#added++;
    // Of the last quarter of the first steps, of about fifty later: the first losses, by far the largest, are not dragged along.
    this.#smoothLoss += Math.max(0.02, 4 / (this.#added + 3)) * (loss - this.#smoothLoss);
  }

  /** Makes a point of the losses since the last one. */
  mark(step: number, psnr: number | undefined): void {
    this.#history.push({ step, loss: this.#sum / this.#count, ...(psnr === undefined ? {} : { psnr }) });
    if (psnr !== undefined) this.#psnr = psnr;
    [this.#sum, this.#count] = [0, 0];
  }
}
