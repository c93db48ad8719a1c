import { invalid, ModelError } from '@cleargrain/core';
import { fetchBytes } from './fetch-bytes.js';

/** A model that a site offers: its file beside the list, and the file's SHA-256. */
export interface ListedModel {
  /** The name it is asked for by. */
  readonly name: string;
  /** Its file, beside the list. */
  readonly file: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

function isListed(value: unknown): value is ListedModel {
  if (typeof value !== 'object' || value === null) return false;
  const { name, file, sha256 } = value as Readonly<Record<string, unknown>>;
  return typeof name === 'string' && typeof file === 'string' && typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new ModelError('the list of models is not JSON', { cause: error });
  }
}

/**
 * Reads a site's list of models, `models.json`: `[{ "name", "file", "sha256" }]`.
 * @throws ModelError when it cannot be fetched or is not JSON; RangeError when it is not a list of models.
 */
export async function fetchModelList(url: string): Promise<readonly ListedModel[]> {
  const list = parsed(new TextDecoder().decode(await fetchBytes(url, 'the list of models')));
  if (!Array.isArray(list) || !list.every(isListed)) throw invalid('models.json', 'a list of name, file and sha256', list);
  return list;
}
