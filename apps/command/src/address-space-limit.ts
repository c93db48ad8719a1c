import { readFileSync } from 'node:fs';

/** Bytes of memory that the process may address (`ulimit -v`); undefined where that is not limited or cannot be told. */
export function addressSpaceLimit(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const [, bytes] = /^Max address space +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return bytes === undefined ? undefined : Number(bytes);
  } catch {
    return undefined;
  }
}
