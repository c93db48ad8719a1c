import { createImage, type Image, toGray } from '@cleargrain/core';
import { type Photograph, photographOf } from '@cleargrain/train';
import { readWhole } from '../batch/read-whole.js';

function inChannels(image: Image, channels: 1 | 3): Image {
  if (image.channels === channels) return image;
  if (channels === 1) return toGray(image);
  const { width, height, data } = image;
  const copies = new Float32Array(3 * data.length);
  for (let channel = 0; channel < 3; channel++) copies.set(data, channel * data.length);
  return createImage(width, height, 3, copies);
}

/** Decodes pictures once, to bytes of 1 or 3 channels; colour becomes grey, grey becomes colour. `onFile` hears how many are done. */
export async function loadPhotographs(
  files: readonly string[],
  channels: 1 | 3,
  signal: AbortSignal,
  onFile: (done: number) => void,
): Promise<Photograph[]> {
  const photographs: Photograph[] = [];
  for (const file of files) {
    signal.throwIfAborted();
    const { image } = await readWhole(file);
    photographs.push(photographOf(file, inChannels(image, channels)));
    onFile(photographs.length);
  }
  return photographs;
}
