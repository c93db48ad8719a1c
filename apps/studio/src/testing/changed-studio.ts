import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { builtStudio } from './open-studio.js';

/** A copy of the built app in which `code` runs before each of the scripts whose names match: a browser that is another. Returns its folder. */
export async function changedStudio(code: string, scripts: RegExp): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cleargrain-changed-'));
  await cp(builtStudio, folder, { recursive: true });
  const assets = path.join(folder, 'assets');
  const names = (await readdir(assets)).filter((name) => name.endsWith('.js') && scripts.test(name));
  if (names.length === 0) throw new Error(`no script of the built app matches ${scripts}`);
  for (const name of names) await writeFile(path.join(assets, name), `${code}\n${await readFile(path.join(assets, name), 'utf8')}`);
  return folder;
}
