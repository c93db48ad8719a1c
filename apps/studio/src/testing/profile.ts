import sharp from 'sharp';

/** The bytes of an sRGB colour profile. */
export async function profile(): Promise<Uint8Array> {
  const png = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
    .withIccProfile('srgb')
    .png()
    .toBuffer();
  const { icc } = await sharp(png).metadata();
  return new Uint8Array(icc!);
}
