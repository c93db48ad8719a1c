import type { DicomFrames } from './decode-dicom.js';
import { dicomContent } from './dicom-content.js';
import { type DicomRequest, picturesOf } from './dicom-request.js';
import { isPadding } from './dicom-scale.js';
import { shownValue } from './dicom-window.js';

/**
 * The frames of a DICOM file as a viewer shows them, for formats that know no windows: rescaled, its first window from black to white, or all values
 * where it has none, MONOCHROME1 turned round. Grey of more than 8 bits becomes 16.
 */
export async function showDicom(request: DicomRequest): Promise<DicomFrames> {
  const { layout, windows, values, scale } = await dicomContent(request.container);
  const { width, height } = layout;
  const depth = layout.stored > 8 ? 16 : 8;
  const white = 2 ** depth - 1;
  const span = scale.high - scale.low;
  const frames = picturesOf(request).map((picture, frame) => {
    const shown = depth === 8 ? new Uint8Array(width * height) : new Uint16Array(width * height);
    const from = picture.inDepth(32).samples;
    const window = windows[frame]!;
    for (let i = 0; i < from.length; i++) {
      if (isPadding(values[frame * from.length + i]!, layout)) continue;
      const stored = from[i]! * span + scale.low;
      const light = window.width === undefined ? from[i]! : shownValue(stored * window.slope + window.intercept, window);
      const value = Math.min(1, Math.max(0, light));
      shown[i] = Math.round((layout.inverted ? 1 - value : value) * white);
    }
    return shown;
  });
  return { width, height, channels: 1, frames };
}
