// Keeps the site for use without a network. The build fills in the version and the files.
declare const __VERSION__: string;
declare const __FILES__: readonly string[];
declare const self: ServiceWorkerGlobalScope;

const cacheName = `cleargrain-studio-${__VERSION__}`;

/** The response with the headers that a page with threads needs, also where the host does not send them. */
function isolated(response: Response): Response {
  if (response.type === 'opaque' || response.status === 0) return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  const body = response.status === 204 || response.status === 304 ? null : response.body;
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}

async function fromNetwork(request: Request, cache: Cache): Promise<Response> {
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = () => cache.match(request, { ignoreSearch: request.mode === 'navigate', ignoreVary: true });
  // Names in assets/ change with their content; everything else may have a newer version.
  if (new URL(request.url).pathname.includes('/assets/')) return isolated((await kept()) ?? (await fromNetwork(request, cache)));
  try {
    return isolated(await fromNetwork(request, cache));
  } catch (error) {
    const old = (await kept()) ?? (request.mode === 'navigate' ? await cache.match('./') : undefined);
    if (old === undefined) throw error;
    return isolated(old);
  }
}

self.addEventListener('install', (event) => {
  const fill = async () => {
    await (await caches.open(cacheName)).addAll([...__FILES__]);
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(
      names.filter((name) => name.startsWith('cleargrain-studio-') && name !== cacheName).map((name) => caches.delete(name)),
    );
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'GET' && new URL(request.url).origin === location.origin) event.respondWith(answer(request));
});

export {};
