import { renderSvg, UsageError, writeFileAtomic } from '@cleargrain/node';

/** Refuses a figure's name that is neither .png nor .svg. */
export function checkFigureName(file: string): void {
  if (!/\.(png|svg)$/i.test(file)) throw new UsageError(`expected a figure that ends in .png or .svg for --output, received ${file}`);
}

/** Writes a figure as SVG or PNG, as its name says; its folder is made when it is missing. */
export async function writeFigure(file: string, svg: string, signal?: AbortSignal): Promise<void> {
  const content = /\.svg$/i.test(file) ? new TextEncoder().encode(svg) : await renderSvg(svg);
  await writeFileAtomic(file, content, { makeFolder: true, ...(signal && { signal }) });
}
