import type { SampleDepth } from '@cleargrain/core/picture';

/** By the codec library's name for a type of samples that is read: the depth that they get. */
export const depthOfType: Readonly<Record<string, SampleDepth>> = { uchar: 8, ushort: 16, float: 32, double: 32 };

/** By depth: the codec library's name for the type of its samples. */
export const typeOfDepth = { 8: 'uchar', 16: 'ushort', 32: 'float' } as const;
