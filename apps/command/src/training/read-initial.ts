import { readFile } from 'node:fs/promises';
import {
  flatten,
  initialParameters,
  type NetworkConfig,
  type Parameters,
  parametersOf,
  readModel,
  readParameters,
  type TrainingRecord,
  unflatten,
} from '@cleargrain/core';
import { describeFileError, UsageError } from '@cleargrain/node';
import type { Recipe } from '@cleargrain/train';

/** What a run begins from. */
export interface Initial {
  /** All parameters, flat. */
  readonly parameters: Float32Array;
  /** How they came to be, where their file says it. */
  readonly before?: TrainingRecord;
}

/** Two descriptions of a network are compared by what it consists of. */
const partsOf = (network: NetworkConfig): string => JSON.stringify(parametersOf(network));

/** What a context begins with, where the recipe's network is the model's with a context added: it changes nothing until it is trained. */
function newContext(network: NetworkConfig, { network: wanted, seed }: Recipe): Parameters {
  if (partsOf(network) === partsOf(wanted)) return new Map();
  if (wanted.architecture === 'flat') {
    const { context, ...bare } = wanted;
    if (context !== undefined && partsOf(network) === partsOf(bare)) return unflatten(wanted, initialParameters(wanted, seed));
  }
  throw new UsageError(`expected a model of the recipe's network, ${JSON.stringify(wanted)}, received one of ${JSON.stringify(network)}`);
}

/**
 * The weights of a model file, to begin a run from.
 * @throws UsageError when it is not a model of ours with the recipe's network, or with that but for a context.
 */
export async function readInitial(file: string, recipe: Recipe): Promise<Initial> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UsageError(`--from: expected a model at ${file}: ${describeFileError(error)}`);
  });
  try {
    const model = readModel(file, bytes);
    if (!model?.network) throw new UsageError('expected a model that cleargrain trained, received one of another maker');
    const parameters = new Map([...newContext(model.network, recipe), ...readParameters(bytes)]);
    return { parameters: flatten(recipe.network, parameters), ...(model.training && { before: model.training }) };
  } catch (error) {
    throw new UsageError(`--from: ${file}: ${error instanceof Error ? error.message : error}`);
  }
}
