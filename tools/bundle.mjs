// Joins the compiled modules of each package into a few files, `bundle/` beside `dist/`: hundreds of small ones take longer to read than the command to
// start. What is newer than its modules, and than this program, stays. Bundlers for browsers take the modules of `dist/`, of which they can leave out what is not used.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The modules of each package that others load, by the name of their file. Programs and threads are loaded by a name beside the module that starts them. */
const packages = {
  'packages/core': { index: 'index.js', engine: 'engine/index.js', picture: 'picture/index.js' },
  'packages/train': { index: 'index.js' },
  'packages/node': {
    index: 'index.js',
    engine: 'engine/index.js',
    worker: 'engine/worker.js',
    'codec-thread': 'codec/thread/codec-thread.js',
    'codec-program': 'strips/codec-program.js',
  },
  'apps/command': {
    index: 'index.js',
    main: 'main.js',
    'time-model-program': 'benchmark/time-model-program.js',
    'batch-thread-program': 'training/batch-thread-program.js',
  },
};

/** When the newest of a folder's files was changed. */
const newest = (folder) => Math.max(...readdirSync(folder, { recursive: true }).map((name) => statSync(path.join(folder, name)).mtimeMs));

const programAt = statSync(fileURLToPath(import.meta.url)).mtimeMs;

for (const [folder, entries] of Object.entries(packages)) {
  const [from, to] = ['dist', 'bundle'].map((name) => path.join(root, folder, name));
  if (existsSync(to) && newest(to) >= Math.max(newest(from), programAt)) continue;
  const bundle = await rolldown({
    input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, path.join(from, file)])),
    platform: 'node',
    // Other packages are loaded as they are.
    external: (id) => !id.startsWith('.') && !path.isAbsolute(id),
    onLog: (level, log) => {
      throw new Error(`${folder}: ${level}: ${log.message}`);
    },
  });
  rmSync(to, { recursive: true, force: true });
  await bundle.write({ dir: to, format: 'esm', chunkFileNames: '[name]-[hash].js' });
  await bundle.close();
}
