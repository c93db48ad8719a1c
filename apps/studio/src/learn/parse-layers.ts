/** The most layers, and the most feature maps of one, that are trained in a tab. */
export const mostLayers = 16;
export const widestLayer = 128;

/** Widths as they are typed: whole numbers, with commas or spaces between them; undefined when they are not, or more than a tab trains. */
export function parseLayers(text: string): number[] | undefined {
  const parts = text.trim().split(/\s*,\s*|\s+/);
  const widths = parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : Number.NaN));
  const fit = widths.length <= mostLayers && widths.every((width) => width >= 1 && width <= widestLayer);
  return fit ? widths : undefined;
}
