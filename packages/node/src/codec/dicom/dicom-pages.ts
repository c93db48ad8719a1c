import { Picture } from '@cleargrain/core';
import type { PageReader } from '../page-reader.js';
import { dicomContent } from './dicom-content.js';
import { isPadding } from './dicom-scale.js';

/**
 * The frames of a DICOM file. Grey becomes floats: 0 and 1 are the least and the largest of the values of all frames and of the window. What is
 * padding is black. Colour keeps its 8 bits.
 */
export async function dicomPages(bytes: Uint8Array): Promise<PageReader> {
  const { layout, samples, values, scale } = await dicomContent(bytes);
  const { width, height, frames, channels, planar } = layout;
  const pixels = width * height;
  const read = (frame: number): Picture => {
    if (channels === 1) {
      const span = scale.high - scale.low;
      const floats = new Float32Array(pixels);
      for (let i = 0; i < pixels; i++) {
        const value = values[frame * pixels + i]!;
        floats[i] = isPadding(value, layout) ? 0 : (value - scale.low) / span;
      }
      const origin = { format: 'dicom', depth: 32, container: bytes, metadata: {} } as const;
      return new Picture({ width, height, channels, samples: floats, origin });
    }
    const from = samples.subarray(frame * pixels * 3, (frame + 1) * pixels * 3);
    const colors = planar ? Uint8Array.from(from, (_, i) => from[(i % 3) * pixels + Math.floor(i / 3)]!) : Uint8Array.from(from);
    return new Picture({ width, height, channels, samples: colors, origin: { format: 'dicom', depth: 8, container: bytes, metadata: {} } });
  };
  return { count: frames, unit: 'frames', read: async (frame) => read(frame) };
}
