/** A curve under which noise is as strong in the dark as in the light. */
export interface SteadyNoise {
  /** From a linear value, 0 black and 1 white, to one of about the same range. */
  readonly to: (value: number) => number;
  /** Exactly back. */
  readonly from: (value: number) => number;
}

/**
 * The curve for noise of variance a·x + b: the generalised Anscombe transform (Starck, Murtagh, Bijaoui 1998), below its root a straight line, so
 * that it can be undone everywhere; scaled so that black and white are 0 and 1.
 */
export function steadyNoise({ a, b }: { readonly a: number; readonly b: number }): SteadyNoise {
  if (a <= 0) return { to: (value) => value, from: (value) => value };
  const offset = (3 / 8) * a * a + b;
  // Where the line begins: at black, less one standard deviation there.
  const least = Math.max(offset / 4, a * -Math.sqrt(b) + offset);
  const root = Math.sqrt(least);
  const bend = (least - offset) / a;
  const curve = (value: number) => {
    const under = a * value + offset;
    return under >= least ? Math.sqrt(under) : root + ((value - bend) * a) / (2 * root);
  };
  const back = (value: number) => (value >= root ? (value * value - offset) / a : bend + ((value - root) * 2 * root) / a);
  const black = curve(0);
  const span = curve(1) - black;
  return { to: (value) => (curve(value) - black) / span, from: (value) => back(value * span + black) };
}
