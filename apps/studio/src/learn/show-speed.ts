/** Steps a second in words: with a decimal where they are few. */
export function showSpeed(stepsPerSecond: number): string {
  return `${stepsPerSecond.toFixed(stepsPerSecond < 10 ? 1 : 0)} a second`;
}
