import sharp from 'sharp';

/**
 * Draws an SVG as a PNG, one unit a pixel.
 * @throws Error when the text is not SVG, or is wider or higher than the 32767 pixels that the renderer takes.
 */
export async function renderSvg(svg: string): Promise<Uint8Array> {
  // `unlimited` because pictures inside the SVG make it larger than the XML reader's default bound.
  const png = await sharp(Buffer.from(svg), { unlimited: true }).removeAlpha().toColorspace('srgb').png({ compressionLevel: 9 }).toBuffer();
  return new Uint8Array(png);
}
