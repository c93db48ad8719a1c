import type { ShownLayers, ShownPixels } from '../worker/picture-info.js';
import type { Layer, PictureRenderer } from './picture-renderer.js';
import type { Size } from './view.js';

const layersOf = ({ noisy, clean, reference }: ShownLayers): readonly (readonly [Layer, Uint8ClampedArray])[] => [
  ['noisy', noisy],
  ['clean', clean],
  ...(reference ? [['reference', reference] as const] : []),
];

/** Hands the layers of a picture to the renderer, the overview first, so that it is seen at once. */
export function sendLayers(renderer: PictureRenderer, size: Size, { factor, overview, ...layers }: ShownPixels): void {
  const given = layersOf(layers);
  const names = given.map(([layer]) => layer);
  renderer.begin(size, factor, names);
  const small = { x: 0, y: 0, width: Math.ceil(size.width / factor), height: Math.ceil(size.height / factor) };
  if (overview !== undefined) for (const [layer, pixels] of layersOf(overview)) renderer.writeOverview(layer, { ...small, pixels });
  for (const [layer, pixels] of given) renderer.write(layer, { x: 0, y: 0, width: size.width, height: size.height, pixels });
}
