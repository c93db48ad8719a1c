import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder, and those above it, when they are missing. Node's own way (`recursive: true`) never ends where a file system says that a folder
 * which is there does not exist, as Linux does below /proc.
 * @throws the system's error, EEXIST when a file is in the way.
 */
export async function makeFolder(folder: string): Promise<void> {
  const whole = resolve(folder);
  const found = await stat(whole).catch(() => undefined);
  if (found?.isDirectory()) return;
  if (dirname(whole) !== whole) await makeFolder(dirname(whole));
  try {
    await mkdir(whole);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!(await stat(whole).catch(() => undefined))?.isDirectory()) throw error;
  }
}
