import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { contentTypes } from './content-types.js';
import { securityHeaders } from './security-headers.js';

/** How a folder is served. */
export interface ServeOptions {
  /** 0 takes a free one. Default 0. */
  readonly port?: number;
}

/** A server that runs. */
export interface FolderServer {
  /** Where it is, such as `http://localhost:4321/`. */
  readonly url: string;
  /** Ends the server and its connections. */
  close(): Promise<void>;
}

/** The file that a request names, or undefined when there is none inside the folder. */
async function fileOf(folder: string, url: string): Promise<{ file: string; size: number } | undefined> {
  try {
    const name = decodeURIComponent(url.replace(/[?#].*$/, ''));
    if (name.includes('\0')) return undefined;
    // Links are followed first, so that none leads out.
    const file = await realpath(path.join(folder, name.endsWith('/') ? `${name}index.html` : name));
    if (!file.startsWith(folder + path.sep)) return undefined;
    const { size, isFile } = await stat(file).then((found) => ({ size: found.size, isFile: found.isFile() }));
    return isFile ? { file, size } : undefined;
  } catch {
    return undefined;
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...securityHeaders }).end(`${text}\n`);
}

/** Whether a request means this machine: a name that a foreign page made point here (DNS rebinding) is another. */
function isOwnHost({ headers: { host } }: IncomingMessage, port: number): boolean {
  return ['localhost', '127.0.0.1'].some((name) => host === `${name}:${port}` || (port === 80 && host === name));
}

/**
 * Serves the files of a folder to this machine alone (127.0.0.1), with the headers that a page with threads needs. Requests for another
 * host name, other methods than GET and HEAD, and names outside the folder are refused.
 * @throws Error when the port is taken, or the folder is missing.
 */
export async function serveFolder(folder: string, options: ServeOptions = {}): Promise<FolderServer> {
  const root = await realpath(folder);
  const server = createServer(async (request, response) => {
    const { port } = server.address() as AddressInfo;
    if (!isOwnHost(request, port)) return refuse(response, 403, 'This server answers requests for localhost alone.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'GET and HEAD alone.');
    const found = await fileOf(root, request.url ?? '/');
    if (found === undefined) return refuse(response, 404, 'Not found.');
    response.writeHead(200, {
      'Content-Type': contentTypes[path.extname(found.file)] ?? 'application/octet-stream',
      'Content-Length': found.size,
      'Cache-Control': 'no-cache',
      ...securityHeaders,
    });
    if (request.method === 'HEAD') return response.end();
    // A browser that goes away in the middle is no error.
    await pipeline(createReadStream(found.file), response).catch(() => undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
