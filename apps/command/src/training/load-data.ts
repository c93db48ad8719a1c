import { type Image, measureNetwork } from '@cleargrain/core';
import type { FailedInput } from '@cleargrain/node';
import { mostValidationPictures, type Photograph, type Recipe } from '@cleargrain/train';
import type { TrainingFiles } from './find-data.js';
import { loadPhotographs } from './load-photographs.js';
import { middleOf } from './middle-of.js';

/** The pictures of a run. */
export interface TrainingData {
  /** What is learnt from. */
  readonly photographs: readonly Photograph[];
  /** Of what is held out for the validation figure: the middles of as many pictures as it is measured on. */
  readonly validation: readonly Image[];
  readonly failed: readonly FailedInput[];
}

export interface LoadDataOptions {
  readonly signal: AbortSignal;
  /** Shows how far it is. */
  readonly show: (text: string) => void;
}

/** Reads the pictures of a run, in the channels of the recipe's network; those too small for the recipe or the network fail. */
export async function loadData(
  { files, heldOut }: TrainingFiles,
  { network, phases }: Recipe,
  { signal, show }: LoadDataOptions,
): Promise<TrainingData> {
  const { channels } = network;
  const learnt = await loadPhotographs(files, {
    channels,
    atLeast: Math.max(...phases.map(({ crop }) => crop)),
    limit: "the recipe's largest crop",
    signal,
    onFile: (done) => show(`Reading photographs  ${done} of ${files.length}`),
  });
  const unseen = await loadPhotographs(heldOut, {
    channels,
    atLeast: measureNetwork(network).alignment,
    limit: 'the least that the network takes',
    most: mostValidationPictures,
    signal,
  });
  return {
    photographs: learnt.photographs,
    validation: unseen.photographs.map(middleOf),
    failed: [...learnt.failed, ...unseen.failed],
  };
}
