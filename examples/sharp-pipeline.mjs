// Denoises between two steps of sharp. node examples/sharp-pipeline.mjs IN OUT.jpg. MODEL: default auto.
import { createDenoiser, decodePicture, encodePicture } from 'cleargrain';
import sharp from 'sharp';

const [input, output] = process.argv.slice(2);
if (output === undefined) {
  console.error('expected IN OUT.jpg: node examples/sharp-pipeline.mjs photo.png clean.jpg');
  process.exit(2);
}
const denoiser = await createDenoiser({ model: process.env.MODEL ?? 'auto' });
try {
  // Lossless between the steps; profile and EXIF stay with the picture.
  const resized = await sharp(input).keepMetadata().autoOrient().resize({ width: 1600, withoutEnlargement: true }).png().toBuffer();
  const picture = await decodePicture(resized, { name: input });
  const result = picture.like();
  await denoiser.denoiseTo(picture, result, { strength: 0.9 });
  await sharp(await encodePicture(result))
    .keepMetadata()
    .sharpen({ sigma: 0.6 })
    .jpeg({ quality: 90 })
    .toFile(output);
} finally {
  await denoiser.close();
}
