// Denoises what is put into a folder. node examples/watch-folder.mjs IN OUT; ends with Ctrl-C. MODEL: default auto.
import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createDenoiser, hasImageExtension, ImageError, readImage, writeImage } from 'cleargrain';

const [input = 'in', output = 'out'] = process.argv.slice(2);
const stop = new AbortController();
process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort());

const denoiser = await createDenoiser({ model: process.env.MODEL ?? 'auto' });
await mkdir(input, { recursive: true });
await mkdir(output, { recursive: true });

/** A file is complete when it can be read: a copy under way is refused as cut short, and comes again with its next change. */
async function denoiseFile(name) {
  try {
    const image = await readImage(path.join(input, name));
    await writeImage(path.join(output, name), await denoiser.denoise(image, { signal: stop.signal }), { signal: stop.signal });
    console.log(`${name} done`);
  } catch (error) {
    if (stop.signal.aborted) return;
    if (!(error instanceof ImageError)) throw error;
    console.error(error.message);
  }
}

/** Names that changed while the loop worked, each once. */
const waiting = new Set();
let working = Promise.resolve();
function take(name) {
  if (name === null || name.startsWith('.') || !hasImageExtension(name) || waiting.has(name)) return;
  waiting.add(name);
  working = working.then(async () => {
    // Changes come in bursts: one reading for all of them.
    await new Promise((resolve) => setTimeout(resolve, 100));
    waiting.delete(name);
    await denoiseFile(name);
  });
}

const watcher = watch(input, (_, name) => take(name));
console.log(`watching ${input}`);
if (!stop.signal.aborted) await once(stop.signal, 'abort');
watcher.close();
await working;
await denoiser.close();
