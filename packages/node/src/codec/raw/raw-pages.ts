import { type OriginFormat, Picture, uprightExif } from '@cleargrain/core';
import type { PageReader } from '../page-reader.js';
import { runInThread } from '../thread/run-in-thread.js';
import { isDng, rawExif } from './raw-exif.js';
import { rawPlanes } from './raw-planes.js';

/**
 * The four planes of a sensor's pixels (red, two greens, blue) as gray floats, their noise, which grows with light, made steady by a curve. Each has the noise
 * that the sensor gave it: independent from pixel to pixel, as it is no more once colours are made of them.
 */
export async function rawPages(bytes: Uint8Array): Promise<PageReader> {
  const frame = await runInThread('raw', bytes);
  const planes = await rawPlanes(frame);
  const format: OriginFormat = isDng(bytes) ? 'dng' : 'raw';
  const exif = rawExif(bytes, frame);
  const { width, height } = frame;
  const origin = { format, depth: 32, container: bytes, mosaic: { width, height }, metadata: { exif: uprightExif(exif) } } as const;
  const read = (page: number): Picture => {
    const { linear, curve, ...size } = planes[page]!;
    return new Picture({ width: size.width, height: size.height, channels: 1, samples: linear.map(curve.to), origin });
  };
  return { count: planes.length, unit: 'planes', read: async (page) => read(page) };
}
