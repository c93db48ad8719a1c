// Makes a fresh clone ready: installs dependencies when they are missing or out of date, then builds. Quiet when there is nothing to do. What it is itself made of
// runs on older Node too, which it refuses: npm would leave out parts of what builds.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (...names) => path.join(root, ...names);

const oldest = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  process.stderr.write(`cleargrain: expected Node ${oldest.join('.')} or later, received ${process.versions.node}\n`);
  process.exit(1);
}

const run = (title, command, args) => {
  process.stderr.write(`${title}…\n`);
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}\n${title} failed (${command} ${args.join(' ')})\n`);
    process.exit(1);
  }
};

/** Whether the built web app is newer than everything that it is made from. */
const studioIsBuilt = () => {
  const made = at('apps', 'studio', 'dist', 'service-worker.js');
  if (!existsSync(made)) return false;
  const builtAt = statSync(made).mtimeMs;
  const sources = [
    'apps/studio/src',
    'apps/studio/public',
    'apps/studio/site',
    'packages/core/dist',
    'packages/train/dist',
    'packages/web/dist',
    'models',
    'samples',
  ];
  const files = sources.flatMap((folder) => readdirSync(at(folder), { recursive: true }).map((name) => path.join(folder, name)));
  return [...files, 'apps/studio/index.html', 'apps/studio/vite.config.ts', 'package-lock.json'].every(
    (file) => statSync(at(file)).mtimeMs <= builtAt,
  );
};

const installed = at('node_modules', '.package-lock.json');
const wanted = at('package-lock.json');
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs)
  run('Installing dependencies', 'npm', ['ci', '--no-audit', '--no-fund']);
run('Building', process.execPath, [at('node_modules', 'typescript', 'bin', 'tsc'), '-b']);
run('Bundling', process.execPath, [at('tools', 'bundle.mjs')]);
if (!studioIsBuilt())
  run('Building Studio', process.execPath, [
    at('node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    at('apps', 'studio'),
    '--logLevel',
    'error',
  ]);
