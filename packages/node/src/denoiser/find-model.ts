import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { invalid, ModelError, type ModelFile } from '@cleargrain/core';
import { bytesOf } from '../codec/bytes-of.js';
import { describeFileError } from '../files/describe-file-error.js';
import { modelsFolder, shippedModels } from './shipped-models.js';

async function readModelFile(name: string, file: string): Promise<ModelFile> {
  try {
    return { name, bytes: bytesOf(await readFile(file)) };
  } catch (error) {
    throw new ModelError(`${file}: ${describeFileError(error)}`);
  }
}

/**
 * The file of a model that ships, by name, or any file, by path. What has an extension or holds a slash is a path. `others` is what else the caller
 * takes, for its message.
 * @throws RangeError when no model has the name; ModelError when the file cannot be read.
 */
export async function findModel(nameOrPath: string, others: readonly string[] = []): Promise<ModelFile> {
  const names = await shippedModels();
  if (names.includes(nameOrPath)) return readModelFile(nameOrPath, path.join(modelsFolder(), `${nameOrPath}.onnx`));
  if (/\.[^/\\]+$|[/\\]/.test(nameOrPath)) return readModelFile(nameOrPath, nameOrPath);
  throw invalid('model', [...others, `an ONNX file or one of ${names.join(', ') || '(none is installed)'}`].join(', '), nameOrPath);
}
