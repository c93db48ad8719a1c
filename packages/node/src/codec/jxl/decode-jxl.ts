import { expectWithinPixelLimit, ImageError, type PictureMetadata, uprightExif, uprightXmp } from '@cleargrain/core/picture';
import { depthOfType } from '../sample-types.js';
import type { DecodedPicture } from '../thread/decoded.js';
import { viewSamples } from '../view-samples.js';
import { loadVips, type Vips, vipsReason } from './load-vips.js';

/**
 * Decodes a JPEG XL file of 8 or 16 bits or floats, upright.
 * @throws ImageError when it is damaged, animated, too large, or `wasm-vips` is not installed.
 */
export async function decodeJxl(bytes: Uint8Array): Promise<DecodedPicture> {
  const vips = await loadVips();
  try {
    return decode(vips, bytes);
  } catch (error) {
    throw error instanceof ImageError ? error : new ImageError(`a damaged or incomplete picture (${vipsReason(error)})`);
  }
}

function decode(vips: Vips, bytes: Uint8Array): DecodedPicture {
  const image = vips.Image.newFromBuffer(bytes, '', { fail_on: 'truncated' });
  const { width, height, bands } = image;
  const depth = depthOfType[String(image.format)];
  expectWithinPixelLimit(width, height);
  if (image.getTypeof('n-pages') !== 0 && image.getInt('n-pages') > 1) {
    throw new ImageError(`animated, ${image.getInt('n-pages')} frames: only still pictures can be read`);
  }
  if (depth === undefined || bands > 4)
    throw new ImageError(`${bands} channels of ${image.format}, expected grey or colour of 8 or 16 bits or floats`);
  const memory = image.writeToMemory();
  const samples = viewSamples(Buffer.from(memory.buffer, memory.byteOffset, memory.byteLength), depth);
  const blob = (name: string) => (image.getTypeof(name) === 0 ? undefined : Uint8Array.from(image.getBlob(name)));
  const [icc, exif, xmp] = [blob('icc-profile-data'), blob('exif-data'), blob('xmp-data')];
  const metadata: PictureMetadata = {
    ...(icc && { icc }),
    ...(exif && hasExifBox(bytes) && { exif: uprightExif(exif) }),
    ...(xmp && { xmp: uprightXmp(xmp) }),
  };
  return { width, height, channels: bands < 3 ? 1 : 3, hasAlpha: bands % 2 === 0, samples, metadata };
}

/** Whether the file has EXIF: the library makes some up where it has none. */
function hasExifBox(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 12 <= bytes.length && bytes[0] === 0; ) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === 'Exif' || (type === 'brob' && String.fromCharCode(...bytes.subarray(at + 8, at + 12)) === 'Exif')) return true;
    const size = view.getUint32(at);
    const length = size === 1 && at + 16 <= bytes.length ? Number(view.getBigUint64(at + 8)) : size;
    if (length < 8) return false;
    at += length;
  }
  return false;
}
