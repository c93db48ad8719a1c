import { latinText } from './latin-text.js';
import type { FoundFormat } from './sniff-format.js';

const expected = 'expected PNG, JPEG, WebP, AVIF, TIFF or GIF';
const titles = { png: 'PNG', jpeg: 'JPEG', webp: 'WebP', avif: 'AVIF', tiff: 'TIFF', gif: 'GIF' } as const;

const viewOf = ({ buffer, byteOffset, length }: Uint8Array) => new DataView(buffer, byteOffset, length);

/** The marker that ends a JPEG file (ITU-T T.81, table B.1); something may follow it. */
function hasEndOfImage(jpeg: Uint8Array): boolean {
  let at = jpeg.length;
  do at = jpeg.lastIndexOf(0xd9, at - 1);
  while (at > 0 && jpeg[at - 1] !== 0xff);
  return at > 0;
}

/** Where the last box of an AVIF file ends that is not whole; undefined when all are. */
function endOfLastBox(avif: Uint8Array): number | undefined {
  const view = viewOf(avif);
  for (let at = 0; at + 8 <= avif.length; ) {
    const size = view.getUint32(at);
    // Of 1: a number of 64 bits follows; of 0: all the rest.
    if (size < 8) return undefined;
    at += size;
    if (at > avif.length) return at;
  }
  return undefined;
}

/** What is missing of a file, as its own parts say; undefined where they say nothing. */
function missingOf(bytes: Uint8Array, format: FoundFormat): string | undefined {
  if (format === 'jpeg') return hasEndOfImage(bytes) ? undefined : 'bytes that do not reach the end of the image (EOI)';
  if (format === 'gif') return bytes.at(-1) === 0x3b ? undefined : 'bytes that do not reach the trailer';
  const size = format === 'webp' ? 8 + viewOf(bytes).getUint32(4, true) : format === 'avif' ? endOfLastBox(bytes) : undefined;
  return size !== undefined && size > bytes.length ? `bytes, expected at least ${size}` : undefined;
}

/** What a file of no format that is read here is called, where it is a picture all the same. */
function otherPicture(bytes: Uint8Array): string | undefined {
  const brand = latinText(bytes, 4, 8) === 'ftyp' ? latinText(bytes, 8, 12) : '';
  if (/^(hei[cxms]|hev[cx]|mif1|msf1)$/.test(brand)) return 'HEIC';
  const isJxl = (bytes[0] === 0xff && bytes[1] === 0x0a) || latinText(bytes, 4, 8) === 'JXL ';
  return isJxl ? 'JPEG XL' : undefined;
}

/** Why the browser does not read a file, as far as its bytes tell. */
export function whyUnreadable(bytes: Uint8Array, format: FoundFormat): string {
  if (format === 'other') {
    const name = otherPicture(bytes);
    return name === undefined ? `not a picture, ${expected}` : `a ${name} file, which this browser does not read, ${expected}`;
  }
  const missing = missingOf(bytes, format);
  return missing === undefined
    ? `a damaged or incomplete picture (the browser reads no ${titles[format]} in its ${bytes.length} bytes)`
    : `cut short: ${bytes.length} ${missing}`;
}
