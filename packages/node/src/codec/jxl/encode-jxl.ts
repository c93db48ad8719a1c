import { depthOf, ImageError, type PictureMetadata, type Samples } from '@cleargrain/core/picture';
import { colorSpaceOf } from '../color-space.js';
import { typeOfDepth } from '../sample-types.js';
import { loadVips, type Vips, vipsReason } from './load-vips.js';

/** A picture to be written as JPEG XL. */
export interface JxlRequest {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bands: 1 | 2 | 3 | 4;
  readonly samples: Samples;
  readonly metadata: PictureMetadata;
  /** 1 to 100; absent for no loss. */
  readonly quality?: number;
}

/** Flags of libvips for what is written beside pixels (VipsForeignKeep). */
const kept = { exif: 1, xmp: 2, icc: 8 } as const;

/**
 * The JPEG XL file of a picture. Floats below 0, which the encoder refuses, become 0.
 * @throws ImageError when the encoder refuses, or `wasm-vips` is not installed.
 */
export async function encodeJxl(request: JxlRequest): Promise<Uint8Array> {
  const vips = await loadVips();
  try {
    return encode(vips, request);
  } catch (error) {
    throw new ImageError(`cannot be written as jxl: ${vipsReason(error)}`);
  }
}

function encode(vips: Vips, { width, height, channels, bands, samples, metadata, quality }: JxlRequest): Uint8Array {
  const depth = depthOf(samples);
  const { icc, exif, xmp, density } = metadata;
  const image = vips.Image.newFromMemory(
    depth === 32 ? samples.map((value) => Math.max(0, value)) : samples,
    width,
    height,
    bands,
    vips.BandFormat[typeOfDepth[depth]],
  ).copy({
    interpretation: colorSpaceOf(depth, channels),
    // EXIF is told these, in pixels per millimetre.
    ...(density && { xres: density / 25.4, yres: density / 25.4 }),
  });
  if (icc !== undefined) image.setBlob('icc-profile-data', icc);
  if (exif !== undefined) image.setBlob('exif-data', withPrefix(exif));
  if (xmp !== undefined) image.setBlob('xmp-data', xmp);
  const keep = (exif ? kept.exif : 0) | (xmp ? kept.xmp : 0) | (icc ? kept.icc : 0);
  return image.writeToBuffer('.jxl', { keep, ...(quality === undefined ? { lossless: true, effort: 3 } : { Q: quality, effort: 5 }) });
}

/** EXIF as it lies in JPEG files, which is how the library takes it. */
function withPrefix(exif: Uint8Array): Uint8Array {
  return exif[0] === 0x45 ? exif : Uint8Array.of(0x45, 0x78, 0x69, 0x66, 0, 0, ...exif);
}
