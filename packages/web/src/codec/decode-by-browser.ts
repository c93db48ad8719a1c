import { estimateJpegQuality, ImageError, Picture, type PictureOrigin, uprightExif, uprightXmp } from '@cleargrain/core';
import { avifMetadata } from './avif-boxes.js';
import { createCanvas } from './canvas.js';
import { jpegMetadata } from './jpeg-segments.js';
import { profileSpace } from './profile-space.js';
import { webpMetadata } from './riff.js';
import type { FoundFormat } from './sniff-format.js';
import { unmultipliedPixels } from './unmultiplied-pixels.js';
import { whyUnreadable } from './why-unreadable.js';

/** Whether nothing but grey is in the pixels, and whether all are opaque. */
function lookAt(pixels: Uint8ClampedArray): { gray: boolean; opaque: boolean } {
  let [gray, opaque] = [true, true];
  for (let at = 0; at < pixels.length; at += 4) {
    if (gray && (pixels[at] !== pixels[at + 1] || pixels[at] !== pixels[at + 2])) gray = false;
    if (opaque && pixels[at + 3] !== 255) opaque = false;
  }
  return { gray, opaque };
}

function uprightMetadata({ exif, xmp, ...others }: PictureOrigin['metadata']): PictureOrigin['metadata'] {
  return { ...others, ...(exif && { exif: uprightExif(exif) }), ...(xmp && { xmp: uprightXmp(xmp) }) };
}

/** What is known of the file beside its pixels. */
function originOf(bytes: Uint8Array, format: FoundFormat): PictureOrigin & { readonly gray: boolean } {
  if (format === 'jpeg') {
    const { components, ...metadata } = jpegMetadata(bytes);
    const jpegQuality = estimateJpegQuality(bytes);
    return { format, depth: 8, metadata: uprightMetadata(metadata), gray: components === 1, ...(jpegQuality && { jpegQuality }) };
  }
  if (format === 'webp') {
    const { metadata, lossless } = webpMetadata(bytes);
    return { format, depth: 8, metadata: uprightMetadata(metadata), lossless, gray: false };
  }
  if (format === 'avif') return { format, depth: 8, metadata: uprightMetadata(avifMetadata(bytes)), gray: false };
  return { format: format === 'gif' ? 'gif' : 'png', depth: 8, metadata: {}, gray: false };
}

/** Reads what the browser reads, at 8 bits, turned upright, without conversion of colours. */
export async function decodeByBrowser(bytes: Uint8Array, format: FoundFormat): Promise<Picture> {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  }).catch(() => {
    throw new ImageError(whyUnreadable(bytes, format));
  });
  const { width, height } = bitmap;
  const { context } = createCanvas(width, height);
  context.drawImage(bitmap, 0, 0);
  const drawn = context.getImageData(0, 0, width, height).data;
  const { gray: oneComponent, ...origin } = originOf(bytes, format);
  const { gray, opaque } = lookAt(drawn);
  const data = opaque ? drawn : (unmultipliedPixels(bitmap) ?? drawn);
  bitmap.close();
  // A profile for colour does not fit a grey picture.
  const grayProfile = origin.metadata.icc === undefined || profileSpace(origin.metadata.icc) === 'GRAY';
  const channels = gray && (oneComponent || (format !== 'jpeg' && grayProfile)) ? 1 : 3;
  const hasAlpha = format !== 'jpeg' && !opaque;
  const picture = Picture.create({ width, height, channels, hasAlpha, depth: 8, origin });
  const { samples, bands } = picture;
  for (let from = 0, to = 0; from < data.length; from += 4, to += bands) {
    for (let channel = 0; channel < channels; channel++) samples[to + channel] = data[from + channel]!;
    if (hasAlpha) samples[to + channels] = data[from + 3]!;
  }
  return picture;
}
