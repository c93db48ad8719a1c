import type { DicomFrames } from '../dicom/decode-dicom.js';
import type { DicomRequest } from '../dicom/dicom-request.js';
import type { JxlRequest } from '../jxl/encode-jxl.js';
import type { RawFrame } from '../raw/raw-frame.js';
import type { DecodedPicture } from './decoded.js';

/** What is done in a thread of its own, because it is long and holds the thread it is called from. */
export interface CodecJobs {
  readonly jxl: { readonly ask: Uint8Array; readonly answer: DecodedPicture };
  readonly 'encode jxl': { readonly ask: JxlRequest; readonly answer: Uint8Array };
  readonly raw: { readonly ask: Uint8Array; readonly answer: RawFrame };
  readonly 'develop raw': { readonly ask: Uint8Array; readonly answer: DecodedPicture };
  readonly dicom: { readonly ask: Uint8Array; readonly answer: DicomFrames };
  /** No file: nothing has changed. */
  readonly 'encode dicom': { readonly ask: DicomRequest; readonly answer: { readonly file?: Uint8Array } };
  readonly 'show dicom': { readonly ask: DicomRequest; readonly answer: DicomFrames };
  readonly heic: { readonly ask: Uint8Array; readonly answer: DecodedPicture };
}
