import { Picture } from '@cleargrain/core';
import { dicomContent } from './dicom-content.js';
import { isPadding } from './dicom-scale.js';
import { shownValue } from './dicom-window.js';

/**
 * The frames of a DICOM file as a viewer shows them, for formats that know no windows: rescaled, its first window from black to white, or all values
 * where it has none, MONOCHROME1 turned round. Grey of more than 8 bits becomes 16.
 */
export async function showDicom(pictures: readonly Picture[]): Promise<readonly Picture[]> {
  const container = pictures[0]?.origin.container;
  if (container === undefined || pictures[0]?.channels === 3) return pictures;
  const { layout, windows, values, scale } = await dicomContent(container);
  const depth = layout.stored > 8 ? 16 : 8;
  const white = 2 ** depth - 1;
  const span = scale.high - scale.low;
  return pictures.map((picture, frame) => {
    const { width, height } = picture;
    const shown = Picture.create({ width, height, channels: 1, depth, origin: { ...picture.origin, depth } });
    const from = picture.inDepth(32).samples;
    const window = windows[frame]!;
    for (let i = 0; i < from.length; i++) {
      if (isPadding(values[frame * from.length + i]!, layout)) continue;
      const stored = from[i]! * span + scale.low;
      const light = window.width === undefined ? from[i]! : shownValue(stored * window.slope + window.intercept, window);
      const value = Math.min(1, Math.max(0, light));
      shown.samples[i] = Math.round((layout.inverted ? 1 - value : value) * white);
    }
    return shown;
  });
}
