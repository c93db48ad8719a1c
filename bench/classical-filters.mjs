// What the best Gaussian blur and the best median filter give on a set of clean grey pictures, on the protocol of `cleargrain evaluate`: what the
// smallest network must beat. The filter's strength is chosen for each noise level on the set itself, in the filters' favour.
//   node bench/classical-filters.mjs FOLDER
import path from 'node:path';
import { combineSeeds, createRandom, gaussian, psnr, quantize, toGray } from '@cleargrain/core';
import { expandInputs, readImage } from '@cleargrain/node';
import { report } from './measure.mjs';

const folder = process.argv[2];
if (folder === undefined) throw new Error('expected FOLDER');

const at = (position, length) => Math.min(length - 1, Math.max(0, position));

function blur({ width, height, data, ...rest }, sigma) {
  const reach = Math.ceil(3 * sigma);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)));
  const total = kernel.reduce((sum, weight) => sum + weight);
  const pass = (from, count, step, lines, lineStep) => {
    const to = new Float32Array(from.length);
    for (let line = 0; line < lines; line++) {
      for (let i = 0; i < count; i++) {
        let sum = 0;
        for (let k = -reach; k <= reach; k++) sum += kernel[k + reach] * from[line * lineStep + at(i + k, count) * step];
        to[line * lineStep + i * step] = sum / total;
      }
    }
    return to;
  };
  return { width, height, ...rest, data: pass(pass(data, width, 1, height, width), height, width, width, 1) };
}

function median({ width, height, data, ...rest }, side) {
  const reach = side >> 1;
  const result = new Float32Array(data.length);
  const window = new Float32Array(side * side);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let count = 0;
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = -reach; dx <= reach; dx++) {
          // Sorted as it is filled: the windows are small.
          const value = data[at(y + dy, height) * width + at(x + dx, width)];
          let place = count++;
          for (; place > 0 && window[place - 1] > value; place--) window[place] = window[place - 1];
          window[place] = value;
        }
      }
      result[y * width + x] = window[count >> 1];
    }
  }
  return { width, height, ...rest, data: result };
}

const filters = {
  'Gaussian blur': { strengths: [0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.4, 1.6, 1.8], apply: blur },
  median: { strengths: [3, 5], apply: median },
};
const { files } = await expandInputs([folder]);
const sigmas = [15, 25, 50];
const results = [];
for (const [filter, { strengths, apply }] of Object.entries(filters)) {
  for (const sigma of sigmas) {
    const sums = strengths.map(() => 0);
    for (const [index, { file }] of files.entries()) {
      const clean = toGray(await readImage(file));
      const noisy = gaussian(sigma).apply(clean, createRandom(combineSeeds(0, index)));
      for (const [i, strength] of strengths.entries()) sums[i] += psnr(quantize(apply(noisy, strength), 8), clean);
    }
    const best = sums.indexOf(Math.max(...sums));
    results.push({ filter, sigma, strength: strengths[best], psnr: sums[best] / files.length });
  }
}
await report('classical-filters', { data: path.basename(path.resolve(folder)), pictures: files.length, results });
