import { type OriginFormat, Picture, turn, uprightExif } from '@cleargrain/core';
import type { PageReader } from '../page-reader.js';
import { runInThread } from '../thread/run-in-thread.js';
import { shared } from '../thread/shared.js';
import { expectWholeDng } from './expect-whole-dng.js';
import { isDng, rawExif } from './raw-exif.js';
import { rawPlanes } from './raw-planes.js';

/** Samples that are done at once: the event loop is not held for longer. */
const samplesAtOnce = 2 ** 18;

/**
 * The four planes of a sensor's pixels (red, two greens, blue) as grey floats, their noise, which grows with light, made steady by a curve. Each has the noise
 * that the sensor gave it: independent from pixel to pixel, as it is no more once colours are made of them.
 */
export async function rawPages(bytes: Uint8Array): Promise<PageReader> {
  const format: OriginFormat = isDng(bytes) ? 'dng' : 'raw';
  if (format === 'dng') expectWholeDng(bytes);
  const frame = await runInThread('raw', await shared(bytes));
  const planes = await rawPlanes(frame);
  const exif = rawExif(bytes, frame);
  const { width, height } = frame;
  const origin = { format, depth: 32, container: bytes, mosaic: { width, height }, metadata: { exif: uprightExif(exif) } } as const;
  const read = async (page: number): Promise<Picture> => {
    const { linear, curve, ...size } = planes[page]!;
    const samples = await linear();
    for (let from = 0; from < samples.length; from += samplesAtOnce) {
      await turn();
      const part = samples.subarray(from, from + samplesAtOnce);
      for (let i = 0; i < part.length; i++) part[i] = curve.to(part[i]!);
    }
    return new Picture({ width: size.width, height: size.height, channels: 1, samples, origin });
  };
  return { count: planes.length, unit: 'planes', read };
}
