import type { ShownLayers, ShownPixels } from '../worker/picture-info.js';
import type { Layer, PictureRenderer } from './picture-renderer.js';
import type { Size } from './view.js';

const pixelsAtOnce = 1 << 20;

const layersOf = ({ noisy, clean, reference }: ShownLayers): readonly (readonly [Layer, Uint8ClampedArray])[] => [
  ['noisy', noisy],
  ['clean', clean],
  ...(reference ? [['reference', reference] as const] : []),
];

/**
 * Hands the layers of a picture to the renderer, a megapixel at a time, so that the page can answer in between. Pixels that change meanwhile
 * are handed over as they are when their turn comes.
 */
export async function sendLayers(
  renderer: PictureRenderer,
  size: Size,
  { factor, overview, ...layers }: ShownPixels,
  signal: AbortSignal,
  onPart: () => void,
): Promise<void> {
  const rows = Math.max(1, Math.floor(pixelsAtOnce / size.width));
  const given = layersOf(layers);
  renderer.begin(
    size,
    factor,
    given.map(([layer]) => layer),
  );
  // The overview is there at once.
  const small = { x: 0, y: 0, width: Math.ceil(size.width / factor), height: Math.ceil(size.height / factor) };
  if (overview !== undefined) for (const [layer, pixels] of layersOf(overview)) renderer.writeOverview(layer, { ...small, pixels });
  for (let y = 0; y < size.height; y += rows) {
    const height = Math.min(rows, size.height - y);
    for (const [layer, pixels] of given) {
      const part = pixels.subarray(y * size.width * 4, (y + height) * size.width * 4);
      renderer.write(layer, { x: 0, y, width: size.width, height, pixels: part });
    }
    // With an overview there is something to see already: no need to draw anew for every part.
    if (overview === undefined || y === 0 || y + rows >= size.height) onPart();
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return;
  }
}
