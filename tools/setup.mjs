// Makes a fresh clone ready: installs dependencies when they are missing or out of date, then builds. Quiet when there is nothing to do.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const at = (...names) => path.join(root, ...names);

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

const installed = at('node_modules', '.package-lock.json');
const wanted = at('package-lock.json');
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs)
  run('Installing dependencies', 'npm', ['ci', '--no-audit', '--no-fund']);
run('Building', process.execPath, [at('node_modules', 'typescript', 'bin', 'tsc'), '-b']);
