/** What to say of pictures with such noise, in one line. */
export function correlationHint([first, ...more]: readonly string[]): string {
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  return `hint: the noise of ${first}${others} is correlated between pixels or colours, as in a camera's JPEG; this model learnt white noise and changes little there`;
}
