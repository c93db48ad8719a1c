/** Colours that stay apart for colour-blind readers (Okabe, Ito 2008), darkened where white paper needs it. */
const colors = ['#0068a8', '#d0500a', '#00875f', '#b4558b', '#b98200', '#3f97cf', '#3c414b'] as const;
const shapes = ['circle', 'square', 'triangle', 'diamond'] as const;

export interface SeriesStyle {
  readonly color: string;
  readonly shape: (typeof shapes)[number];
}

/** The colour and the marker of the series number `index`. */
export function seriesStyle(index: number): SeriesStyle {
  return { color: colors[index % colors.length]!, shape: shapes[index % shapes.length]! };
}

/** A marker about `radius` wide to each side, with a white edge that sets it off the lines below it. */
export function marker({ color, shape }: SeriesStyle, x: number, y: number, radius: number): string {
  const at = (value: number) => Number(value.toFixed(2));
  const polygon = (...points: readonly (readonly [number, number])[]) =>
    `<polygon points="${points.map(([u, v]) => `${at(x + u * radius)},${at(y + v * radius)}`).join(' ')}" fill="${color}" stroke="#fff" stroke-linejoin="round"/>`;
  switch (shape) {
    case 'circle':
      return `<circle cx="${at(x)}" cy="${at(y)}" r="${at(radius)}" fill="${color}" stroke="#fff"/>`;
    case 'square':
      // Its corners show where a circle covers it.
      return polygon([-0.95, -0.95], [0.95, -0.95], [0.95, 0.95], [-0.95, 0.95]);
    case 'triangle':
      return polygon([0, -1.15], [1.08, 0.78], [-1.08, 0.78]);
    case 'diamond':
      return polygon([0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]);
  }
}
