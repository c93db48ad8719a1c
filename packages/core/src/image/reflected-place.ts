/** The place inside `size` samples that one outside shows when they go on as their own reflection, the outermost not repeated. */
export function reflectedPlace(place: number, size: number): number {
  const period = Math.max(1, 2 * (size - 1));
  const turned = ((place % period) + period) % period;
  return turned < size ? turned : period - turned;
}
