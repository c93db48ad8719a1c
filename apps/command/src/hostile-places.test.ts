import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const isReady = process.platform === 'linux' && existsSync(path.join(root, 'models', 'plain-8-16-8-4.onnx'));

it.skipIf(!isReady).each([
  ['names that', { done: 1 }],
  ['link', { refused: 3 }],
  ['promise 2^', { refused: 3 }],
  ['ulimit -f', { refused: 1 }],
  ['1 GB (ulimit -v)', { refused: 1 }],
])('loses nothing in hostile places: %s (tools/hostile-places.mjs; Linux and a model in models/)', async (only, expected) => {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(root, 'tools', 'hostile-places.mjs'), '--only', only]);
  expect(JSON.parse(stdout.trimEnd().split('\n').at(-1)!)).toMatchObject({ ...expected, lost: 0 });
});
