import type { Engine } from '../engine.js';
import { ModelError } from '../errors.js';
import type { Model } from '../model/model.js';
import { readModel } from '../model/read-model.js';
import { probeModel } from '../probe/probe-model.js';

/**
 * Reads what a model file says of itself; one that says nothing is probed.
 * @throws ModelError that names the model.
 */
export async function openModel(name: string, bytes: Uint8Array, engine: Engine): Promise<Model> {
  try {
    return readModel(name, bytes) ?? (await probeModel(name, bytes, engine));
  } catch (error) {
    throw error instanceof ModelError ? new ModelError(`${name}: ${error.message}`) : error;
  }
}
