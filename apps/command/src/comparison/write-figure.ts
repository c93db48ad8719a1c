import { renderSvg, UsageError, writeFileAtomic } from '@cleargrain/node';

/** Refuses a figure's name that is neither .png nor .svg. */
export function checkFigureName(file: string): void {
  if (!/\.(png|svg)$/i.test(file)) throw new UsageError(`expected a figure that ends in .png or .svg, received ${file}`);
}

/** Writes a figure as SVG or PNG, as its name says. */
export async function writeFigure(file: string, svg: string): Promise<void> {
  await writeFileAtomic(file, /\.svg$/i.test(file) ? new TextEncoder().encode(svg) : await renderSvg(svg));
}
