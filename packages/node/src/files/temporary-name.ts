import { createHash, randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

/** Tells a file's temporary names from those of every other. Short whatever the file's own name: names of 255 bytes are allowed. */
function prefixOf(file: string): string {
  const name = basename(file);
  return `.${name.slice(0, 20)}.${createHash('sha256').update(name).digest('hex').slice(0, 12)}.`;
}

/** A hidden name beside a file under which it is written before it appears; another at each call. */
export function temporaryName(file: string): string {
  return join(dirname(file), `${prefixOf(file)}${randomUUID()}.part`);
}

/** Whether a name in the file's folder is one under which this file was being written: what a process that was killed leaves behind. */
export function isTemporaryNameOf(file: string, name: string): boolean {
  return name.startsWith(prefixOf(file)) && name.endsWith('.part');
}
