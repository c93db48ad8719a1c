import { type Model, type NetworkConfig, readModel } from '@cleargrain/core';
import { findModel, UsageError } from '@cleargrain/node';

/** A model whose network is one of ours, with its file's bytes. */
export interface OwnModel {
  readonly bytes: Uint8Array;
  readonly model: Model & { readonly network: NetworkConfig };
}

/**
 * What `use` makes of the model, one that ships or a file, that `option` of the command line names.
 * @throws UsageError that names both, when there is none, when it is no model that cleargrain trained, or with what `use` finds wrong in it.
 */
export async function readOwnModel<T>(option: string, named: string, use: (own: OwnModel) => T): Promise<T> {
  const { name, bytes } = await findModel(named).catch((error: unknown) => {
    throw new UsageError(`${option}: ${error instanceof Error ? error.message : error}`);
  });
  try {
    const model = readModel(name, bytes);
    if (!model?.network) throw new UsageError('expected a model that cleargrain trained, received one of another maker');
    return use({ bytes, model: { ...model, network: model.network } });
  } catch (error) {
    throw new UsageError(`${option}: ${named}: ${error instanceof Error ? error.message : error}`);
  }
}
