import type { Layer, PictureRenderer } from './picture-renderer.js';
import type { Size } from './view.js';

const pixelsAtOnce = 1 << 20;

/**
 * Hands the layers of a picture to the renderer, a megapixel at a time, so that the page can answer in between. Pixels that change meanwhile
 * are handed over as they are when their turn comes.
 */
export async function sendLayers(
  renderer: PictureRenderer,
  size: Size,
  layers: Readonly<Partial<Record<Layer, Uint8ClampedArray>>>,
  signal: AbortSignal,
  onPart: () => void,
): Promise<void> {
  const rows = Math.max(1, Math.floor(pixelsAtOnce / size.width));
  const given = Object.entries(layers) as [Layer, Uint8ClampedArray][];
  for (const [layer] of given) renderer.begin(layer, size);
  if (layers.reference === undefined) renderer.end('reference');
  for (let y = 0; y < size.height; y += rows) {
    const height = Math.min(rows, size.height - y);
    for (const [layer, pixels] of given) {
      const part = pixels.subarray(y * size.width * 4, (y + height) * size.width * 4);
      renderer.write(layer, { x: 0, y, width: size.width, height, pixels: part });
    }
    onPart();
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) return;
  }
}
