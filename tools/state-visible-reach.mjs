// Measures on the project's samples, made noisy, how small a halo stays within a tenth of a grey level of the whole frame, and writes it into the
// files of models that ship. Their weights stay as they are.
//   node tools/state-visible-reach.mjs NAME...
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createRandom, gaussian, measureVisibleReach, readModel, readParameters, toGray, writeModel } from '@cleargrain/core';
import { createEngine, findModel, modelsFolder, readImage, writeFileAtomic } from '@cleargrain/node';

const names = process.argv.slice(2);
if (names.length === 0) throw new Error('expected NAME...');
const folder = path.join(import.meta.dirname, '..', 'samples');
const files = (await readdir(folder)).filter((file) => file.endsWith('.png')).slice(0, 3);
const engine = await createEngine({ device: 'cpu' });
for (const name of names) {
  const { bytes } = await findModel(name);
  const model = readModel(name, bytes);
  if (model?.network === undefined) throw new Error(`expected a model of our own for ${name}`);
  const session = await engine.load(bytes);
  const pictures = [];
  for (const file of files) {
    const picture = await readImage(path.join(folder, file));
    for (const sigma of [25, 50]) pictures.push(gaussian(sigma).apply(model.channels === 1 ? toGray(picture) : picture, createRandom(1)));
  }
  const visibleReach = await measureVisibleReach(pictures, model, session);
  await session.close();
  const { network, training } = model;
  const parameters = readParameters(bytes);
  await writeFileAtomic(path.join(modelsFolder(), `${name}.onnx`), writeModel({ network, parameters, training, visibleReach }));
  console.log(`${name}: reach ${model.reach}, visible reach ${visibleReach}`);
}
await engine.close();
