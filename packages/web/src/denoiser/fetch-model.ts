import { ModelError } from '@cleargrain/core';
import { fetchBytes } from './fetch-bytes.js';
import type { ListedModel } from './model-list.js';

const cacheName = 'cleargrain-models';

async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A page that is not secure, or one in a private window, may have no cache: models are then fetched each time. */
async function openCache(): Promise<Cache | undefined> {
  try {
    return await caches.open(cacheName);
  } catch {
    return undefined;
  }
}

/**
 * A model's file, from the browser's cache or from `base`; kept in the cache when its SHA-256 is the listed one.
 * @throws ModelError when it cannot be fetched or is not the file that is listed.
 */
export async function fetchModel({ name, file, sha256 }: ListedModel, base: string): Promise<Uint8Array> {
  if (!globalThis.isSecureContext)
    throw new ModelError(`${name}: models can be checked only on a page that comes over https or from localhost`);
  const url = new URL(file, base).href;
  const cache = await openCache();
  const kept = await cache?.match(url);
  const keptBytes = await kept?.arrayBuffer();
  if (keptBytes !== undefined && (await sha256Of(keptBytes)) === sha256) return new Uint8Array(keptBytes);
  const bytes = await fetchBytes(url, `${name}:`);
  if ((await sha256Of(bytes)) !== sha256) throw new ModelError(`${name}: its file is damaged, or not the one that is listed`);
  await cache?.put(url, new Response(bytes)).catch(() => undefined);
  return new Uint8Array(bytes);
}
