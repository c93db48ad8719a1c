import { isDicom } from '../codec/dicom/dicom-file.js';
import { readDicomHead } from '../codec/dicom/dicom-head.js';
import { isJxl } from '../codec/jxl/is-jxl.js';
import { readJxlHead } from '../codec/jxl/jxl-head.js';
import { isRaw } from '../codec/raw/is-raw.js';
import { readRawSize } from '../codec/raw/raw-size.js';
import type { ByteReader } from '../strips/byte-reader.js';
import type { DecodedFile } from './codec-memory.js';

/** What decides about the memory that a picture takes, of those whose decoders give it as a whole. */
export interface SpecialTask extends DecodedFile {
  readonly width: number;
  readonly height: number;
  readonly pages: number;
}

const common = { inPasses: false, turned: false, pages: 1 } as const;
/** Pixels of a sensor to a byte of a file whose head does not tell: no camera packs them closer. */
const mostPixelsInByte = 2;

/**
 * Looks at the head of a JPEG XL, DICOM or raw file; undefined for others, and for those whose head cannot be read: their decoder says what is wrong.
 */
export async function specialTask(reader: ByteReader, head: Uint8Array): Promise<SpecialTask | undefined> {
  if (isJxl(head)) {
    const found = await readJxlHead(reader);
    return found && { ...common, format: 'jxl', width: found.width, height: found.height, pixelBytes: found.bands * found.bytesPerSample };
  }
  if (isDicom(head)) {
    const { layout, compressed } = await readDicomHead(reader);
    const { width, height, frames, channels } = layout;
    // Grey becomes floats.
    return { ...common, format: 'dicom', width, height, pages: frames, pixelBytes: channels === 1 ? 4 : 3, compressed };
  }
  const tiff = /^(II\*\0|MM\0\*)/.test(Buffer.from(head.subarray(0, 4)).toString('latin1'));
  if (!tiff && !isRaw(head)) return undefined;
  const size = await readRawSize(reader);
  if (tiff && !size?.sensor) return undefined;
  // Each pixel becomes a float of a plane.
  const { width, height } = size ?? { width: reader.size, height: mostPixelsInByte };
  return { ...common, format: 'raw', width, height, pixelBytes: 4 };
}
