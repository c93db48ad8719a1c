// What models gain on photographs whose noise is a camera's: pairs NAME_real.png and NAME_mean.png (the mean of many shots), as Nam et al. 2016 publish them.
//   node bench/real-photographs.mjs FOLDER [MODEL...]
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { psnr, quantize } from '@cleargrain/core';
import { createDenoiser, readImage } from '@cleargrain/node';
import { report } from './measure.mjs';

const [folder, ...models] = process.argv.slice(2);
if (folder === undefined) throw new Error('expected a FOLDER of pairs');
const names = (await readdir(folder)).filter((name) => name.endsWith('_real.png')).sort();
if (names.length === 0) throw new Error(`expected pictures named …_real.png in ${folder}, found none`);
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The means of the channels, in grey levels. */
const toneOf = ({ data, channels }) =>
  Array.from({ length: channels }, (_, channel) => {
    const plane = data.subarray((channel * data.length) / channels, ((channel + 1) * data.length) / channels);
    return 255 * mean(plane);
  });

const results = [];
for (const model of models.length > 0 ? models : ['photo-s', 'color-xs']) {
  const denoiser = await createDenoiser({ model });
  const pictures = [];
  for (const name of names) {
    const noisy = await readImage(path.join(folder, name));
    const clean = await readImage(path.join(folder, name.replace('_real', '_mean')));
    const image = await denoiser.denoise(noisy);
    const [before, after] = [toneOf(noisy), toneOf(image)];
    pictures.push({
      name: name.replace('_real.png', ''),
      before: psnr(noisy, clean),
      after: psnr(quantize(image, 8), clean),
      tone: Math.max(...after.map((value, channel) => Math.abs(value - before[channel]))),
    });
  }
  await denoiser.close();
  results.push({
    model: path.basename(model, '.onnx'),
    before: mean(pictures.map(({ before }) => before)),
    after: mean(pictures.map(({ after }) => after)),
    largestShiftOfTone: Math.max(...pictures.map(({ tone }) => tone)),
    pictures,
  });
}
await report('real-photographs', { results });
