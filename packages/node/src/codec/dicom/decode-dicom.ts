import type { Samples } from '@cleargrain/core/picture';
import { dicomContent } from './dicom-content.js';
import { isPadding } from './dicom-scale.js';
import { weavePlanes } from './weave-planes.js';

/** The frames of a DICOM file as pictures have them. */
export interface DicomFrames {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly frames: readonly Samples[];
}

/**
 * Decodes the frames of a DICOM file. Grey becomes floats: 0 and 1 are the least and the largest of the values of all frames and of the window. What is
 * padding is black. Colour keeps its 8 bits.
 * @throws ImageError when it is damaged, or of a kind that is not read.
 */
export async function decodeDicom(bytes: Uint8Array): Promise<DicomFrames> {
  const { layout, samples, values, scale } = await dicomContent(bytes);
  const { width, height, channels, planar } = layout;
  const pixels = width * height;
  const read = (frame: number): Samples => {
    if (channels === 1) {
      const span = scale.high - scale.low;
      const floats = new Float32Array(pixels);
      for (let i = 0; i < pixels; i++) {
        const value = values[frame * pixels + i]!;
        floats[i] = isPadding(value, layout) ? 0 : (value - scale.low) / span;
      }
      return floats;
    }
    const from = samples.subarray(frame * pixels * 3, (frame + 1) * pixels * 3);
    return planar ? weavePlanes(from) : from.slice();
  };
  return { width, height, channels, frames: Array.from({ length: layout.frames }, (_, frame) => read(frame)) };
}
