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
