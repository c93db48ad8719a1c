import { depthOf, ImageError, Picture } from '@cleargrain/core';
import { runInThread } from '../thread/run-in-thread.js';
import { shared } from '../thread/shared.js';
import type { DicomRequest } from './dicom-request.js';

async function requestOf(pictures: readonly Picture[]): Promise<DicomRequest> {
  const container = pictures[0]?.origin.container;
  if (container === undefined || pictures.some(({ origin }) => origin.format !== 'dicom')) {
    throw new ImageError('cannot be written as dicom: it does not come from a DICOM file, whose tags it needs');
  }
  const frames: DicomRequest['frames'][number][] = [];
  for (const { width, height, channels, hasAlpha, samples } of pictures) {
    frames.push({ width, height, channels, hasAlpha, samples: await shared(samples) });
  }
  return { container: await shared(container), frames };
}

/**
 * The DICOM file that pictures came from, with their pixels; the file itself when they have not changed.
 * @throws ImageError when the pictures are not the frames of a DICOM file.
 */
export async function writeDicom(pictures: readonly Picture[]): Promise<Uint8Array> {
  const request = await requestOf(pictures);
  const { file } = await runInThread('encode dicom', request);
  return file ?? pictures[0]!.origin.container!;
}

/** The frames of a DICOM file as a viewer shows them, for formats that know no windows. */
export async function shownDicom(pictures: readonly Picture[]): Promise<readonly Picture[]> {
  if (pictures[0]?.origin.container === undefined || pictures[0].channels === 3) return pictures;
  const { frames, ...shape } = await runInThread('show dicom', await requestOf(pictures));
  return pictures.map(({ origin }, frame) => {
    const samples = frames[frame]!;
    return new Picture({ ...shape, samples, origin: { ...origin, depth: depthOf(samples) } });
  });
}
