import type { Operator } from '../operators.js';

/** ONNX Runtime's own operators on blocks of channels. They exist on its CPU provider alone, and are not part of ONNX. */
export const blockedDomain = 'com.microsoft.nchwc';

type Order = 'plain' | 'channelsLast';

export const toBlocked = (from: Order = 'plain'): Operator => ({
  type: 'ReorderInput',
  domain: blockedDomain,
  integers: { channels_last: from === 'plain' ? 0 : 1 },
});

export const fromBlocked = (channels: number, to: Order = 'plain'): Operator => ({
  type: 'ReorderOutput',
  domain: blockedDomain,
  integers: { channels, channels_last: to === 'plain' ? 0 : 1 },
});

export const reshape = (shape: readonly number[]): Operator => ({ type: 'Reshape', tensors: [shape] });

export const transpose = (permutation: readonly number[]): Operator => ({ type: 'Transpose', integers: { perm: permutation } });

/** Zeros before all axes, then after all axes. */
export const zeroPad = (counts: readonly number[]): Operator => ({ type: 'Pad', texts: { mode: 'constant' }, tensors: [counts] });

/** A convolution of blocks; where the image has less than a block of channels for each group it is taken as it is. */
export interface BlockedConvolution {
  /** Height and width. */
  readonly kernel: readonly [number, number];
  /** Default 1, 1. */
  readonly strides?: readonly [number, number];
  /** Before both axes, then after both. Default: none. */
  readonly pads?: readonly [number, number, number, number];
  /** Default 1, 1. */
  readonly dilations?: readonly [number, number];
  /** Default 1. */
  readonly group?: number;
}

export const blockedConvolution = (
  { kernel, strides = [1, 1], pads = [0, 0, 0, 0], dilations = [1, 1], group = 1 }: BlockedConvolution,
  activation?: 'Relu',
): Operator => ({
  type: 'Conv',
  domain: blockedDomain,
  integers: { kernel_shape: kernel, strides, pads, dilations, group },
  ...(activation && { texts: { activation } }),
});
