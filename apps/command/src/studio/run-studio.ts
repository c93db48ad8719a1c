import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { UnsupportedError } from '@cleargrain/core';
import { type FolderServer, serveFolder, UsageError } from '@cleargrain/node';
import { exitCodes } from '../exit-codes.js';
import { integerOption } from '../terminal/number-option.js';
import { printLine } from '../terminal/print-line.js';
import { openBrowser } from './open-browser.js';

export interface StudioOptions {
  readonly port: string;
  readonly open: boolean;
}

/** Where the built web app lies. */
function studioFolder(): string {
  const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('@cleargrain/studio/package.json')), 'dist');
  if (!existsSync(path.join(folder, 'index.html'))) throw new UnsupportedError('the web app is not built: npm run build');
  return folder;
}

async function serve(port: number): Promise<FolderServer> {
  try {
    return await serveFolder(studioFolder(), { port });
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code === 'EADDRINUSE') throw new UsageError(`port ${port} is taken: expected a free one for --port, or 0 for any`);
    if (code === 'EACCES') throw new UsageError(`port ${port} may not be used: expected another for --port, or 0 for any`);
    throw error;
  }
}

/** Serves the web app until the signal aborts (Ctrl-C); returns the exit code. */
export async function runStudio(options: StudioOptions, signal: AbortSignal): Promise<number> {
  const server = await serve(integerOption('port', options.port, 0, 65535)!);
  printLine(`Cleargrain Studio is at ${server.url} (Ctrl-C ends it)`);
  if (options.open && process.stdout.isTTY) openBrowser(server.url);
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await server.close();
  return exitCodes.ok;
}
