import { type DicomFile, openDicom } from './dicom-file.js';
import { dicomFrames } from './dicom-frames.js';
import { type DicomLayout, dicomLayout } from './dicom-layout.js';
import { type DicomScale, dicomScale } from './dicom-scale.js';
import { type DicomWindow, dicomWindow } from './dicom-window.js';
import { type StoredValues, storedValues } from './stored-values.js';

/** All that becomes pixels in a DICOM file. */
export interface DicomContent {
  readonly file: DicomFile;
  readonly layout: DicomLayout;
  /** The bytes of all frames' samples, not compressed. */
  readonly samples: Uint8Array;
  /** Of all frames; grey only. */
  readonly values: StoredValues;
  /** One for each frame. */
  readonly windows: readonly DicomWindow[];
  readonly scale: DicomScale;
}

/**
 * Opens a DICOM file and reads its pixels.
 * @throws ImageError when it is damaged, or of a kind that is not read.
 */
export async function dicomContent(bytes: Uint8Array): Promise<DicomContent> {
  const file = await openDicom(bytes);
  const layout = dicomLayout(file);
  const samples = await dicomFrames(file, layout);
  const values = layout.channels === 1 ? storedValues(samples, layout, file.little) : new Uint16Array();
  const windows = Array.from({ length: layout.frames }, (_, frame) => dicomWindow(file, frame));
  return { file, layout, samples, values, windows, scale: dicomScale(values, layout, windows) };
}
