import { ImageError } from '@cleargrain/core';
import { decodeRunLengths } from './decode-run-lengths.js';
import type { DicomFile } from './dicom-file.js';
import type { DicomLayout } from './dicom-layout.js';

/** The transfer syntaxes without compression. */
export const nativeSyntaxes: ReadonlySet<string> = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2']);
const runLengths = '1.2.840.10008.1.2.5';
const names: Readonly<Record<string, string>> = {
  '1.2.840.10008.1.2.4.50': 'JPEG baseline',
  '1.2.840.10008.1.2.4.51': 'JPEG extended',
  '1.2.840.10008.1.2.4.57': 'JPEG lossless',
  '1.2.840.10008.1.2.4.70': 'JPEG lossless',
  '1.2.840.10008.1.2.4.80': 'JPEG-LS',
  '1.2.840.10008.1.2.4.81': 'JPEG-LS',
  '1.2.840.10008.1.2.4.90': 'JPEG 2000',
  '1.2.840.10008.1.2.4.91': 'JPEG 2000',
};

/**
 * The bytes of the samples of all frames, one after the other, as a file that is not compressed holds them.
 * @throws ImageError when some are missing, or they are compressed in a way that is not read.
 */
export function dicomFrames(file: DicomFile, layout: DicomLayout): Uint8Array {
  const { bytes, pixelData, transferSyntax } = file;
  const { width, height, frames, channels, allocated } = layout;
  const frameLength = (width * height * channels * allocated) / 8;
  const length = frameLength * frames;
  if (nativeSyntaxes.has(transferSyntax)) {
    const found = Math.min(pixelData.length, bytes.length - pixelData.dataOffset);
    if (found < length) throw new ImageError(`cut short: ${found} bytes of pixels, expected ${length}`);
    return bytes.subarray(pixelData.dataOffset, pixelData.dataOffset + length);
  }
  if (transferSyntax !== runLengths) {
    const name = names[transferSyntax];
    throw new ImageError(`DICOM pixels compressed as ${name ? `${name} (${transferSyntax})` : transferSyntax}, expected none or RLE`);
  }
  const result = new Uint8Array(length);
  for (let frame = 0; frame < frames; frame++) {
    decodeRunLengths(fragmentsOf(file, frame, frames), result.subarray(frame * frameLength, (frame + 1) * frameLength), layout);
  }
  return result;
}

/** The compressed bytes of a frame. */
function fragmentsOf({ parser, dataSet, pixelData }: DicomFile, frame: number, frames: number): Uint8Array {
  const fragments = pixelData.fragments ?? [];
  if (fragments.length < frames) throw new ImageError(`${fragments.length} pieces of pixels, expected ${frames}`);
  if (fragments.length === frames) return parser.readEncapsulatedPixelDataFromFragments(dataSet, pixelData, frame);
  if ((pixelData.basicOffsetTable?.length ?? 0) === frames) return parser.readEncapsulatedImageFrame(dataSet, pixelData, frame);
  throw new ImageError(`${fragments.length} pieces of pixels for ${frames} frames without a table of offsets`);
}
