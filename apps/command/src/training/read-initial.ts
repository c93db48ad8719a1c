import { readFile } from 'node:fs/promises';
import { flatten, type NetworkConfig, parametersOf, readModel, readParameters, type TrainingRecord } from '@cleargrain/core';
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

/**
 * The weights of a model file, to begin a run from.
 * @throws UsageError when it is not a model of ours with the recipe's network.
 */
export async function readInitial(file: string, recipe: Recipe): Promise<Initial> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UsageError(`--from: expected a model at ${file}: ${describeFileError(error)}`);
  });
  try {
    const model = readModel(file, bytes);
    if (!model?.network) throw new UsageError('expected a model that cleargrain trained, received one of another maker');
    const [wanted, received] = [recipe.network, model.network];
    if (partsOf(received) !== partsOf(wanted))
      throw new UsageError(
        `expected a model of the recipe's network, ${JSON.stringify(wanted)}, received one of ${JSON.stringify(received)}`,
      );
    return { parameters: flatten(wanted, readParameters(bytes)), ...(model.training && { before: model.training }) };
  } catch (error) {
    throw new UsageError(`--from: ${file}: ${error instanceof Error ? error.message : error}`);
  }
}
