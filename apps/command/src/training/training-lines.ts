import type { TrainingPoint, TrainingProgress } from '@cleargrain/train';
import { showDuration } from '../terminal/show-duration.js';

/** What a run begins with, in a line. */
export function beginningLine(run: {
  readonly output: string;
  readonly photographs: number;
  readonly heldOut: number;
  readonly device: string;
  /** The step that it is carried on from. */
  readonly step: number | undefined;
}): string {
  const heldOut = run.heldOut === 0 ? 'none held out for a validation figure' : `${run.heldOut} held out`;
  const from = run.step === undefined ? '' : `, from step ${run.step}`;
  return `${run.output}: learning from ${run.photographs} pictures, ${heldOut}, on ${run.device}${from}`;
}

/** How far a run is, in a line that is written over. */
export function progressLine({ step, steps, loss, stepsPerSecond, remaining, psnr }: TrainingProgress): string {
  const figures = psnr === undefined ? '' : `  validation ${psnr.toFixed(2)} dB`;
  return `step ${step} of ${steps}  loss ${loss.toFixed(5)}${figures}  ${stepsPerSecond.toFixed(1)} steps/s  ${showDuration(remaining)} left`;
}

/** A point of a run's record, in a line. */
export function pointLine({ step, loss, psnr }: TrainingPoint): string {
  return `step ${step}  loss ${loss.toFixed(5)}${psnr === undefined ? '' : `  validation ${psnr.toFixed(3)} dB`}`;
}
