import { ModelError } from '@cleargrain/core';

/**
 * The bytes at an address of a site.
 * @throws ModelError that begins with what was wanted, when the site cannot be reached, does not have it, or breaks off.
 */
export async function fetchBytes(url: string, wanted: string): Promise<ArrayBuffer> {
  const refused = (reason: string, cause?: unknown) => new ModelError(`${wanted} could not be fetched (${reason})`, { cause });
  try {
    const response = await fetch(url);
    if (!response.ok) throw refused(String(response.status));
    return await response.arrayBuffer();
  } catch (error) {
    if (error instanceof ModelError) throw error;
    throw refused(error instanceof Error ? error.message : String(error), error);
  }
}
