import type { Progress } from '@cleargrain/core';
import { showDuration } from './show-duration.js';

/** Progress as a text: `42 %  12 s left`. */
export function showProgress({ fraction, remaining }: Progress): string {
  return `${Math.floor(100 * fraction)} %${remaining === undefined ? '' : `  ${showDuration(remaining)} left`}`;
}
