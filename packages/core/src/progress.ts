/** How far a long job has come. `fraction` only rises, and is 1 when the job is done. */
export interface Progress {
  /** The part done, 0 to 1. */
  readonly fraction: number;
  /** Seconds since the job began. */
  readonly elapsed: number;
  /** Seconds that are probably left, from the speed so far; undefined until that is known. */
  readonly remaining?: number;
}

/** The progress of a job that began at `began` on the clock of `performance.now()`, in milliseconds, and has done `fraction` of its work. */
export function progressAt(began: number, fraction: number): Progress {
  const elapsed = (performance.now() - began) / 1000;
  return fraction > 0 ? { fraction, elapsed, remaining: (elapsed * (1 - fraction)) / fraction } : { fraction, elapsed };
}
