/** How far a long job has come. `fraction` only rises, and is 1 when the job is done. */
export interface Progress {
  /** The part done, 0 to 1. */
  readonly fraction: number;
  /** Seconds since the job began. */
  readonly elapsed: number;
  /** Seconds that are probably left, from the speed so far; undefined until that is known. */
  readonly remaining?: number;
}
