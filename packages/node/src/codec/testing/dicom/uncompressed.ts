import { type DicomSettings, makeDicom } from '../make-dicom.js';

const [width, height] = [40, 30];
const values = (count: number, step: number, most: number, low = 0) => Array.from({ length: count }, (_, i) => ((i * step) % most) + low);
const size = { width, height };

/** What the compressed files beside this one hold, by the beginning of their names. */
export const uncompressed: Readonly<Record<string, DicomSettings>> = {
  gray: { ...size, stored: 12, pixels: values(width * height, 37, 4000) },
  signed: { ...size, stored: 12, signed: true, pixels: values(width * height, 37, 4000, -2000) },
  bytes: { ...size, allocated: 8, pixels: values(width * height, 3, 250) },
  frames: { ...size, frames: 2, pixels: values(2 * width * height, 377, 65000) },
  color: { ...size, allocated: 8, photometric: 'RGB', pixels: values(3 * width * height, 7, 250) },
  // Smooth: with loss it would be another picture.
  smooth: { ...size, allocated: 8, pixels: Array.from({ length: width * height }, (_, i) => 40 + 4 * (i % width) + Math.floor(i / width)) },
  warm: {
    ...size,
    allocated: 8,
    photometric: 'RGB',
    pixels: Array.from({ length: 3 * width * height }, (_, i) => 200 - 60 * (i % 3) + (Math.floor(i / 3) % width)),
  },
};

export const uncompressedFile = (name: string): Uint8Array => makeDicom(uncompressed[name]!);
