/** Widths as they are typed: whole numbers from 1 to 64, at most eight, with commas; undefined when they are not. */
export function parseLayers(text: string): number[] | undefined {
  const widths = text.split(',').map((part) => Number(part.trim() || Number.NaN));
  const fit = widths.length <= 8 && widths.every((width) => Number.isInteger(width) && width >= 1 && width <= 64);
  return fit ? widths : undefined;
}
