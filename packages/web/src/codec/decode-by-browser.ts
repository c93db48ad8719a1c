import { estimateJpegQuality, ImageError, Picture, type PictureOrigin, uprightExif, uprightXmp } from '@cleargrain/core';
import { createCanvas } from './canvas.js';
import { jpegMetadata } from './jpeg-segments.js';
import { webpChunks } from './riff.js';
import type { FoundFormat } from './sniff-format.js';

/** Whether nothing but grey is in the pixels, and whether all are opaque. */
function lookAt(pixels: Uint8ClampedArray): { gray: boolean; opaque: boolean } {
  let [gray, opaque] = [true, true];
  for (let at = 0; at < pixels.length; at += 4) {
    if (gray && (pixels[at] !== pixels[at + 1] || pixels[at] !== pixels[at + 2])) gray = false;
    if (opaque && pixels[at + 3] !== 255) opaque = false;
  }
  return { gray, opaque };
}

/** What is known of the file beside its pixels. What is written back as its own kind keeps its kind; all others become PNG. */
function originOf(bytes: Uint8Array, format: FoundFormat): PictureOrigin & { readonly gray: boolean } {
  if (format === 'jpeg') {
    const { components, exif, xmp, ...others } = jpegMetadata(bytes);
    const metadata = { ...others, ...(exif && { exif: uprightExif(exif) }), ...(xmp && { xmp: uprightXmp(xmp) }) };
    const jpegQuality = estimateJpegQuality(bytes);
    return { format, depth: 8, metadata, gray: components === 1, ...(jpegQuality && { jpegQuality }) };
  }
  if (format === 'webp') {
    const find = (type: string) =>
      webpChunks(bytes)
        .find((chunk) => chunk.type === type)
        ?.data.slice();
    const [icc, exif, xmp] = [find('ICCP'), find('EXIF'), find('XMP ')];
    const metadata = { ...(icc && { icc }), ...(exif && { exif: uprightExif(exif) }), ...(xmp && { xmp: uprightXmp(xmp) }) };
    return { format: 'png', depth: 8, metadata, gray: false };
  }
  return { format: 'png', depth: 8, metadata: {}, gray: false };
}

/** Reads what the browser reads, at 8 bits, turned upright, without conversion of colours. */
export async function decodeByBrowser(bytes: Uint8Array, format: FoundFormat): Promise<Picture> {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  }).catch(() => {
    throw new ImageError('not a picture that this browser reads, or a damaged one');
  });
  const { width, height } = bitmap;
  const { context } = createCanvas(width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  const { gray: oneComponent, ...origin } = originOf(bytes, format);
  const { gray, opaque } = lookAt(data);
  const channels = gray && (oneComponent || format !== 'jpeg') ? 1 : 3;
  const hasAlpha = format !== 'jpeg' && !opaque;
  const picture = Picture.create({ width, height, channels, hasAlpha, depth: 8, origin });
  const { samples, bands } = picture;
  for (let from = 0, to = 0; from < data.length; from += 4, to += bands) {
    for (let channel = 0; channel < channels; channel++) samples[to + channel] = data[from + channel]!;
    if (hasAlpha) samples[to + channels] = data[from + 3]!;
  }
  return picture;
}
