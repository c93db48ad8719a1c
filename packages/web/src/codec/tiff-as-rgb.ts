import { ImageError } from '@cleargrain/core';
import type { GeoTIFFImage } from 'geotiff';

/** Values of the tag PhotometricInterpretation (TIFF 6.0, sections 5, 16, 21 and 23). */
const palette = 3;
const cmyk = 5;
/** The bits a sample from which each is converted rightly; Lab is of floats. */
const convertible: Readonly<Record<number, { name: string; bits: number }>> = {
  [cmyk]: { name: 'CMYK', bits: 8 },
  6: { name: 'YCbCr', bits: 8 },
  8: { name: 'Lab', bits: 32 },
};

async function fromPalette(image: GeoTIFFImage): Promise<Uint8Array> {
  const colours: unknown = await image.fileDirectory.loadValue(320);
  if (!(colours instanceof Uint16Array)) throw new ImageError('a palette without colours');
  // The standard says 16 bits; old files hold 8.
  const shift = colours.every((value) => value < 256) ? 0 : 8;
  const count = Math.floor(colours.length / 3);
  const indices = await image.readRasters({ interleave: true, samples: [0] });
  const rgb = new Uint8Array(indices.length * 3);
  for (let from = 0, to = 0; from < indices.length; from++) {
    for (let band = 0; band < 3; band++) rgb[to++] = colours[band * count + indices[from]!]! >> shift;
  }
  return rgb;
}

/** Without a profile: each ink takes away its part of the light. */
async function fromCmyk(image: GeoTIFFImage): Promise<Uint8Array> {
  const inks = await image.readRasters({ interleave: true, samples: [0, 1, 2, 3] });
  const rgb = new Uint8Array((inks.length / 4) * 3);
  for (let from = 0, to = 0; from < inks.length; from += 4) {
    const light = 255 - inks[from + 3]!;
    for (let ink = 0; ink < 3; ink++) rgb[to++] = Math.round(((255 - inks[from + ink]!) * light) / 255);
  }
  return rgb;
}

/**
 * The pixels of a TIFF file that holds a palette, CMYK, YCbCr or Lab: red, green and blue of 8 bits.
 * @throws ImageError when its samples have other bits than are converted; what the decoder throws for other kinds.
 */
export async function tiffAsRgb(image: GeoTIFFImage, photometric: number): Promise<Uint8Array> {
  if (photometric === palette) return fromPalette(image);
  const bits = image.getBitsPerSample();
  const known = convertible[photometric];
  if (known !== undefined && bits !== known.bits) throw new ImageError(`${known.name} of ${bits} bits a sample, expected ${known.bits}`);
  if (photometric === cmyk) return fromCmyk(image);
  return Uint8Array.from(await image.readRGB({ interleave: true }), Number);
}
