// Draws the sample pictures: `node samples/make.mjs`, or some of them: `node samples/make.mjs still-life cells`.
import { fileURLToPath } from 'node:url';
import { save } from './scenes/picture.mjs';

const scenes = {
  'still-life': async () => (await import('./scenes/still-life.mjs')).stillLife(),
  puppet: async () => (await import('./scenes/puppet.mjs')).puppet(),
  harbour: async () => (await import('./scenes/harbour.mjs')).harbour(),
  page: async () => (await import('./scenes/page.mjs')).page(),
  cells: async () => (await import('./scenes/cells.mjs')).cells(),
  facade: async () => (await import('./scenes/facade.mjs')).facade(),
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(scenes);
for (const name of wanted) {
  if (!(name in scenes)) throw new RangeError(`expected one of ${Object.keys(scenes).join(', ')}, received '${name}'`);
  await save(fileURLToPath(new URL(`${name}.png`, import.meta.url)), await scenes[name]());
  console.log(`${name}.png`);
}
