import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { sampleNames } from '../src/samples.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Models that the site offers, as far as they ship. */
const modelNames = [...['m', 's', 'xs'].flatMap((size) => ['gray', 'color', 'photo'].map((kind) => `${kind}-${size}`)), 'plain-8-16-8-4'];

async function readIfThere(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch(() => undefined);
}

/** Files of the site that are not code, by their name in it: models with a list of their SHA-256, and samples. */
async function extraFiles(): Promise<Map<string, Uint8Array | string>> {
  const files = new Map<string, Uint8Array | string>();
  const list: { name: string; file: string; sha256: string }[] = [];
  for (const name of modelNames) {
    const bytes = await readIfThere(path.join(root, 'models', `${name}.onnx`));
    if (bytes === undefined) continue;
    files.set(`models/${name}.onnx`, bytes);
    list.push({ name, file: `${name}.onnx`, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  files.set('models/models.json', JSON.stringify(list));
  for (const name of sampleNames) files.set(`samples/${name}.png`, await readFile(path.join(root, 'samples', `${name}.png`)));
  return files;
}

/** Puts models and samples into the site, and tells the service worker which files make it up, so that it works offline. */
export function siteFiles(): Plugin {
  return {
    name: 'cleargrain-site-files',
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const content = (await extraFiles()).get((request.url ?? '/').slice(1).replace(/\?.*$/, ''));
        if (content === undefined) next();
        else response.end(content);
      });
    },
    async generateBundle(_, bundle) {
      for (const [fileName, source] of await extraFiles()) this.emitFile({ type: 'asset', fileName, source });
      const worker = bundle['service-worker.js'];
      if (worker?.type !== 'chunk') return;
      // The larger build of the runtime is kept when it is first used: not every browser has WebGPU.
      const emitted = [
        ...Object.keys(bundle),
        ...(await extraFiles()).keys(),
        'icon.svg',
        'icon-192.png',
        'icon-512.png',
        'manifest.webmanifest',
      ];
      const files = ['./', ...emitted.filter((name) => name !== 'service-worker.js' && !/asyncify|jsep|\.map$/.test(name))].sort();
      const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
      worker.code = worker.code.replace('__VERSION__', JSON.stringify(version)).replace('__FILES__', JSON.stringify(files));
    },
  };
}
