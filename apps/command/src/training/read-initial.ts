import {
  canGrow,
  flatten,
  grayParameters,
  growParameters,
  type NetworkConfig,
  parametersOf,
  readParameters,
  type TrainingRecord,
} from '@cleargrain/core';
import { UsageError } from '@cleargrain/node';
import type { Recipe } from '@cleargrain/train';
import { readOwnModel } from './read-own-model.js';

/** What a run begins from. */
export interface Initial {
  /** All parameters, flat. */
  readonly parameters: Float32Array;
  /** How they came to be, where their file says it. */
  readonly before?: TrainingRecord;
}

/** Two descriptions of a network are compared by what it consists of. */
const partsOf = (network: NetworkConfig): string => JSON.stringify(parametersOf(network));

/** Parameters for the recipe's network, of a model with that network, one of fewer blocks or smaller widths, or the same for colour; undefined for another. */
function parametersFor({ network: wanted, seed }: Recipe, network: NetworkConfig, bytes: Uint8Array): Float32Array | undefined {
  const parts = partsOf(wanted);
  if (partsOf(network) === parts) return flatten(wanted, readParameters(bytes));
  if (network.architecture === 'plain' || wanted.architecture === 'plain') return undefined;
  if (wanted.channels === 1 && partsOf({ ...network, channels: 1 }) === parts) return grayParameters(wanted, readParameters(bytes));
  return canGrow(wanted, network) ? growParameters(wanted, network, readParameters(bytes), seed) : undefined;
}

/**
 * The weights of a model file, to begin a run from. What the recipe's network has beyond the model's, blocks or channels, begins by changing nothing; of a network
 * for colour one for grey can be made.
 * @throws UsageError when it is not a model of ours with the recipe's network, with fewer blocks or smaller widths, or for colour where the recipe's is for grey.
 */
export function readInitial(file: string, recipe: Recipe): Promise<Initial> {
  return readOwnModel('--from', file, ({ bytes, model: { network, training } }) => {
    const parameters = parametersFor(recipe, network, bytes);
    if (parameters === undefined)
      throw new UsageError(
        `expected a model of the recipe's network, ${JSON.stringify(recipe.network)}, with fewer blocks or smaller widths, or for colour in place of grey, received one of ${JSON.stringify(network)}`,
      );
    return { parameters, ...(training && { before: training }) };
  });
}
