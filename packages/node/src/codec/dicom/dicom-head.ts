import type { ByteReader } from '../../strips/byte-reader.js';
import { inflatedDicom, loadDicomParser } from './dicom-file.js';
import { type DicomLayout, dicomLayout } from './dicom-layout.js';
import { isNative } from './transfer-syntaxes.js';

/** What stands before the pixels of a DICOM file. */
export interface DicomHead {
  readonly layout: DicomLayout;
  readonly compressed: boolean;
}

const pixelData = 'x7fe00010';
const firstBytes = 2 ** 16;
const mostBytes = 2 ** 26;

/**
 * Reads what a DICOM file says of its pixels, without reading those.
 * @throws ImageError when they are of a kind that is not read, or `dicom-parser` is not installed; an error of that when it is damaged.
 */
export async function readDicomHead(reader: ByteReader): Promise<DicomHead> {
  const parser = await loadDicomParser();
  for (let length = firstBytes; ; length *= 4) {
    const bytes = await reader.read(0, Math.min(reader.size, length));
    const last = bytes.length === reader.size || length >= mostBytes;
    try {
      const dataSet = parser.parseDicom(inflatedDicom(bytes, parser, 'beginning'), { untilTag: pixelData });
      if (!last && !(pixelData in dataSet.elements)) continue;
      return { layout: dicomLayout({ dataSet }), compressed: !isNative(dataSet.string('x00020010')?.trim() ?? '') };
    } catch (error) {
      // Elements may be cut by the end of what was read.
      if (last) throw error;
    }
  }
}
