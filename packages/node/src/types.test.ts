import { psnr } from '@cleargrain/core';
import {
  createDenoiser,
  createEngine,
  type Denoiser,
  decodePicture,
  encodePicture,
  type Picture,
  readImage,
  writeImage,
} from '@cleargrain/node';
import { expect, expectTypeOf, it } from 'vitest';

// Each call below is wrong, and the line above it fails to compile when the compiler takes it. Nothing here runs.

export async function wrongCalls(denoiser: Denoiser, picture: Picture): Promise<void> {
  const image = await readImage('a.png');

  // @ts-expect-error an option that there is not
  await createDenoiser({ modle: 'auto' });
  // @ts-expect-error a device that there is not
  await createDenoiser({ device: 'gpu' });
  // @ts-expect-error a browser's device
  await createEngine({ device: 'wasm' });
  // @ts-expect-error a number as text
  await createEngine({ threads: '2' });

  // @ts-expect-error a file in place of an image
  await denoiser.denoise('a.png');
  // @ts-expect-error a promise of an image in place of one
  await denoiser.denoise(readImage('a.png'));
  // @ts-expect-error a number as text
  await denoiser.denoise(image, { strength: '0.9' });
  // @ts-expect-error an option of the command, spelt as there
  await denoiser.denoise(image, { skipBelow: 2, 'full-halo': true });
  // @ts-expect-error a halo that there is not
  await denoiser.denoise(image, { halo: 'none' });
  // @ts-expect-error a size in place of a number or auto
  await denoiser.denoise(image, { tile: '512' });
  // @ts-expect-error a controller in place of its signal
  await denoiser.denoise(image, { signal: new AbortController() });
  // @ts-expect-error a file in place of a picture
  await denoiser.denoise(image, { mask: 'mask.png' });
  // @ts-expect-error nowhere to write
  await denoiser.denoiseTo(picture);
  // @ts-expect-error channels that there are not
  await denoiser.modelFor(4);

  // @ts-expect-error the file and the image the other way round
  await writeImage(image, 'a.png');
  // @ts-expect-error a depth that there is not
  await writeImage('a.png', image, { depth: 12 });
  // @ts-expect-error GIF is read only
  await encodePicture(picture, { format: 'gif' });
  // @ts-expect-error bytes of a kind that has none
  await decodePicture(new ArrayBuffer(8));
  // @ts-expect-error the two pictures, in place of one
  psnr(image);
  // @ts-expect-error pictures are not changed in place
  image.width = 5;
}

it('gives an image the type that went in, and what else it holds', () => {
  expectTypeOf<Awaited<ReturnType<typeof readImage>>>().toHaveProperty('origin');
  const denoise = (denoiser: Denoiser, image: Awaited<ReturnType<typeof readImage>>) => denoiser.denoise(image);
  expectTypeOf<Awaited<ReturnType<typeof denoise>>>().toEqualTypeOf<Awaited<ReturnType<typeof readImage>>>();
  expect(wrongCalls).toBeTypeOf('function');
});
