import { ImageError, type Picture, type TiffEntry, tiffDirectoryBytes, tiffNumbers, turn } from '@cleargrain/core';
import { runInThread } from '../thread/run-in-thread.js';
import { shared } from '../thread/shared.js';
import { dngTags } from './dng-tags.js';
import { rawPlanes } from './raw-planes.js';

/** Samples that are done at once: the event loop is not held for longer. */
const samplesAtOnce = 2 ** 18;
const bytesAtOnce = 2 ** 21;

/**
 * The DNG file of the four planes of a raw file: the sensor's pixels of its picture area, linear as they were, not compressed, with what makes colours of them.
 * Planes keep their mean: that of steady noise lies a little lower, which would tint the dark. Pixels that were white stay.
 * @throws ImageError when the pictures are not the planes of a raw file.
 */
export async function encodeDng(pictures: readonly Picture[]): Promise<Uint8Array> {
  const container = pictures[0]?.origin.container;
  if (container === undefined || pictures.some(({ origin }) => origin.format !== 'raw' && origin.format !== 'dng')) {
    throw new ImageError("cannot be written as dng: it does not come from a camera's raw file");
  }
  const frame = await runInThread('raw', await shared(container));
  const planes = await rawPlanes(frame);
  const same = pictures.every(
    ({ width, height, channels }, i) => width === planes[i]?.width && height === planes[i]?.height && channels === 1,
  );
  if (pictures.length !== planes.length || !same) {
    throw new ImageError(`cannot be written as dng: expected the ${planes.length} planes of a sensor of ${frame.width}×${frame.height}`);
  }
  const { mosaic } = frame;
  const span = frame.white - frame.black;
  for (const [i, { width, height, place, linear: read, curve }] of planes.entries()) {
    const linear = await read();
    const { samples } = pictures[i]!.inDepth(32);
    let drift = 0;
    let counted = 0;
    for (let at = 0; at < linear.length; at++) {
      if (at % samplesAtOnce === 0) await turn();
      if (linear[at]! >= 1) continue;
      drift += linear[at]! - curve.from(samples[at]!);
      counted++;
    }
    const shift = drift / Math.max(1, counted);
    for (let y = 0, at = 0; y < height; y++) {
      if (y % 64 === 0) await turn();
      for (let x = 0; x < width; x++, at++) {
        if (linear[at]! >= 1) continue;
        const value = Math.round((curve.from(samples[at]!) + shift) * span + frame.black);
        mosaic[place(x, y)] = Math.min(65535, Math.max(0, value));
      }
    }
  }
  return dngFile(mosaic, frame, dngTags(container, frame, pictures[0]!.origin.metadata.exif));
}

async function dngFile(
  mosaic: Uint16Array,
  { width, height }: { readonly width: number; readonly height: number },
  tags: readonly TiffEntry[],
): Promise<Uint8Array> {
  const start = 8;
  const pixels = new Uint8Array(mosaic.buffer, mosaic.byteOffset, mosaic.byteLength);
  const layout = [
    tiffNumbers(254, 4, [0]),
    tiffNumbers(256, 4, [width]),
    tiffNumbers(257, 4, [height]),
    tiffNumbers(258, 3, [16]),
    tiffNumbers(259, 3, [1]),
    tiffNumbers(262, 3, [32803]),
    tiffNumbers(273, 4, [start]),
    tiffNumbers(277, 3, [1]),
    tiffNumbers(278, 4, [height]),
    tiffNumbers(279, 4, [pixels.length]),
    tiffNumbers(284, 3, [1]),
  ];
  const end = start + pixels.length;
  const directory = tiffDirectoryBytes([...layout, ...tags], end);
  const file = new Uint8Array(end + directory.length);
  file.set([0x49, 0x49, 42, 0]);
  new DataView(file.buffer).setUint32(4, end, true);
  for (let at = 0; at < pixels.length; at += bytesAtOnce) {
    file.set(pixels.subarray(at, at + bytesAtOnce), start + at);
    await turn();
  }
  file.set(directory, end);
  return file;
}
