import { constants, inflateRawSync } from 'node:zlib';
import { ImageError } from '@cleargrain/core/picture';
import type { DataSet, Element } from 'dicom-parser';
import { importOptional } from '../import-optional.js';

type Parser = typeof import('dicom-parser');

/** An opened DICOM file (PS3.10). */
export interface DicomFile {
  readonly parser: Parser;
  readonly dataSet: DataSet;
  /** The whole file, its data set inflated where it was deflated. */
  readonly bytes: Uint8Array;
  /** How the elements of the data set are written. */
  readonly transferSyntax: string;
  readonly little: boolean;
  readonly explicit: boolean;
  readonly pixelData: Element;
}

const deflated = '1.2.840.10008.1.2.1.99';
const explicitLittle = '1.2.840.10008.1.2.1';
/** Most bytes that a deflated data set may become. */
const inflatedLimit = 2 ** 31;

/** Whether bytes begin as a DICOM file does: a preamble of 128 bytes and a mark (PS3.10, 7.1). */
export function isDicom(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM';
}

/**
 * The reader of DICOM elements.
 * @throws ImageError when `dicom-parser` is not installed.
 */
export function loadDicomParser(): Promise<Parser> {
  return importOptional('DICOM', 'dicom-parser', async () => {
    const module: Parser & { default?: Parser } = await import('dicom-parser');
    return module.default ?? module;
  });
}

/**
 * Opens a DICOM file.
 * @throws ImageError when it is damaged, holds no pixels, or `dicom-parser` is not installed.
 */
export async function openDicom(file: Uint8Array): Promise<DicomFile> {
  const parser = await loadDicomParser();
  let dataSet: DataSet;
  try {
    dataSet = parser.parseDicom(inflatedDicom(file, parser));
  } catch (error) {
    const reason = error instanceof Error ? error.message : typeof error === 'string' ? error : 'its elements cannot be read';
    throw new ImageError(`a damaged or incomplete DICOM file (${reason.split('\n', 1)[0]})`, { cause: error });
  }
  const transferSyntax = dataSet.string('x00020010')?.trim() ?? '1.2.840.10008.1.2';
  const pixelData = dataSet.elements.x7fe00010;
  if (pixelData === undefined) throw new ImageError('a DICOM file without pixel data of whole numbers, expected a picture');
  return {
    parser,
    dataSet,
    bytes: new Uint8Array(dataSet.byteArray.buffer, dataSet.byteArray.byteOffset, dataSet.byteArray.length),
    transferSyntax,
    little: transferSyntax !== '1.2.840.10008.1.2.2',
    explicit: transferSyntax !== '1.2.840.10008.1.2',
    pixelData,
  };
}

/** A file of a deflated data set with its data set inflated, and a head that says so; others as they are. A beginning gives what can be told by it. */
export function inflatedDicom(file: Uint8Array, parser: Parser, part: 'whole' | 'beginning' = 'whole'): Uint8Array {
  const head = parser.readPart10Header(file);
  const [syntax, length] = [head.elements.x00020010, head.elements.x00020000];
  if (syntax === undefined || length === undefined || head.string('x00020010')?.trim() !== deflated) return file;
  const start = length.dataOffset + length.length + (head.uint32('x00020000') ?? 0);
  const finishFlush = part === 'whole' ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
  const set = inflateRawSync(file.subarray(start), { maxOutputLength: inflatedLimit, finishFlush });
  const whole = new Uint8Array(start + set.length);
  whole.set(file.subarray(0, start));
  whole.set(set, start);
  // Zeros are the padding of a UID.
  whole.fill(0, syntax.dataOffset, syntax.dataOffset + syntax.length);
  whole.set(Buffer.from(explicitLittle), syntax.dataOffset);
  return whole;
}
