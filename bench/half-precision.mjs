// What float16 weights cost: PSNR of a checkpoint's average with weights in float32 and in float16, on pictures with Gaussian noise of σ 15, 25 and 50.
//   node bench/half-precision.mjs NAME CHECKPOINT FOLDER
import { readFile } from 'node:fs/promises';
import { evaluate, gaussian, readModel, unflatten, writeModel } from '@cleargrain/core';
import { createEngine, expandInputs, readImage } from '@cleargrain/node';
import { readCheckpoint } from '@cleargrain/train';
import { report } from './measure.mjs';

const [name, checkpointFile, folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('expected NAME CHECKPOINT FOLDER');
const { recipe, state } = readCheckpoint(await readFile(checkpointFile));
const { files } = await expandInputs([folder]);
const images = files.map(({ file, relative }) => ({ name: relative, read: () => readImage(file) }));
const engine = await createEngine({ device: 'cpu' });

async function figuresWith(weights) {
  const bytes = writeModel({ network: recipe.network, parameters: unflatten(recipe.network, state.average), weights });
  const session = await engine.load(bytes);
  const { results } = await evaluate(images, [15, 25, 50].map(gaussian), readModel(name, bytes), session);
  await session.close();
  return { bytes: bytes.length, psnr: results.map(({ psnr }) => psnr) };
}

const float32 = await figuresWith('float32');
const float16 = await figuresWith('float16');
await engine.close();
const cost = float32.psnr.map((psnr, level) => psnr - float16.psnr[level]);
await report(`half-precision-${name}`, {
  model: name,
  pictures: images.length,
  sigmas: [15, 25, 50],
  float32,
  float16,
  costInDecibels: cost,
});
