/** How pixels may be compressed in DICOM files that are read. */
export type DicomCompression = 'RLE' | 'JPEG' | 'JPEG lossless' | 'JPEG-LS' | 'JPEG 2000';

/** A way in which DICOM files store pixels. */
export interface TransferSyntax {
  /** What messages call it. */
  readonly name: string;
  /** What its pixels are decoded with; none where there is nothing that decodes them. */
  readonly compression?: DicomCompression;
  /** The photometric interpretations beside RGB that its decoder makes RGB of. */
  readonly becomeRgb?: readonly string[];
}

const jpeg: TransferSyntax = { name: 'JPEG', compression: 'JPEG', becomeRgb: ['YBR_FULL', 'YBR_FULL_422'] };
const jpegLossless: TransferSyntax = { name: 'JPEG lossless', compression: 'JPEG lossless' };
const jpegLs: TransferSyntax = { name: 'JPEG-LS', compression: 'JPEG-LS' };
const jpeg2000: TransferSyntax = { name: 'JPEG 2000', compression: 'JPEG 2000', becomeRgb: ['YBR_RCT', 'YBR_ICT'] };
const uncompressed: TransferSyntax = { name: 'none' };

const known: Readonly<Record<string, TransferSyntax>> = {
  '1.2.840.10008.1.2': uncompressed,
  '1.2.840.10008.1.2.1': uncompressed,
  '1.2.840.10008.1.2.2': uncompressed,
  '1.2.840.10008.1.2.5': { name: 'RLE', compression: 'RLE' },
  '1.2.840.10008.1.2.4.50': jpeg,
  '1.2.840.10008.1.2.4.51': jpeg,
  '1.2.840.10008.1.2.4.57': jpegLossless,
  '1.2.840.10008.1.2.4.70': jpegLossless,
  '1.2.840.10008.1.2.4.80': jpegLs,
  '1.2.840.10008.1.2.4.81': jpegLs,
  '1.2.840.10008.1.2.4.90': jpeg2000,
  '1.2.840.10008.1.2.4.91': jpeg2000,
  '1.2.840.10008.1.2.4.100': { name: 'MPEG-2' },
  '1.2.840.10008.1.2.4.102': { name: 'MPEG-4' },
  '1.2.840.10008.1.2.4.107': { name: 'HEVC' },
  '1.2.840.10008.1.2.4.201': { name: 'HTJ2K' },
  '1.2.840.10008.1.2.4.202': { name: 'HTJ2K' },
  '1.2.840.10008.1.2.4.203': { name: 'HTJ2K' },
};

/** The transfer syntax of this UID (PS3.6, annex A); one without a name of its own is called by its UID. */
export const transferSyntaxOf = (identity: string): TransferSyntax => known[identity] ?? { name: identity };

/** Whether the pixels of a transfer syntax are not compressed. */
export const isNative = (identity: string): boolean => transferSyntaxOf(identity) === uncompressed;
