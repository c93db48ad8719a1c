import { ImageError, type PictureMetadata } from '@cleargrain/core';
import sharp from 'sharp';
import { bytesOf } from './bytes-of.js';

/** A colour by its numbers in ITU-T H.273. */
export interface ColorCode {
  readonly primaries: number;
  readonly transfer: number;
}

/** The box lies before the pixels. */
const headBytes = 1 << 16;

/** Transfer characteristics that are sRGB's or are shown as such: BT.709, not said, BT.601, BT.2020 of 10 and 12 bits, sRGB. */
const standard: ReadonlySet<number> = new Set([1, 2, 6, 13, 14, 15]);

/** The numbers in the first box of colour by number of an AVIF file (ISO/IEC 14496-12, 12.1.5); undefined when it has none. */
export function colorCodeOf(avif: Uint8Array): ColorCode | undefined {
  const at = Buffer.from(avif.buffer, avif.byteOffset, Math.min(avif.length, headBytes)).indexOf('colrnclx');
  if (at < 0 || at + 12 > avif.length) return undefined;
  const view = new DataView(avif.buffer, avif.byteOffset + at + 8);
  return { primaries: view.getUint16(0), transfer: view.getUint16(2) };
}

/**
 * The profile for a picture whose colours are told by numbers: none for sRGB, a profile for Display P3.
 * @throws ImageError for other colours, such as those of HDR, which a result would lose.
 */
export async function profileOfCode({ primaries, transfer }: ColorCode): Promise<Pick<PictureMetadata, 'icc'>> {
  if (standard.has(transfer)) {
    if (primaries === 1 || primaries === 2 || primaries === 5 || primaries === 6) return {};
    if (primaries === 12) return { icc: await displayP3() };
  }
  throw new ImageError(
    `colours of primaries ${primaries} and transfer ${transfer} (ITU-T H.273), expected sRGB, Display P3 or a colour profile`,
  );
}

async function displayP3(): Promise<Uint8Array> {
  const pixel = sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } });
  const { icc } = await sharp(await pixel.withIccProfile('p3').png().toBuffer()).metadata();
  return bytesOf(icc!);
}
