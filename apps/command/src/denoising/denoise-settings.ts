import { oneOf } from '@cleargrain/core';
import { memoryIn } from '@cleargrain/node';
import { memoryOption } from '../terminal/memory-option.js';
import { autoOrIntegerOption, integerOption, numberOption } from '../terminal/number-option.js';

/** What the command line says, as text. */
export interface DenoiseCommandOptions {
  readonly output?: string;
  readonly inPlace?: boolean;
  readonly model: string;
  readonly strength: string;
  readonly chroma?: string;
  readonly detail: string;
  readonly grain: string;
  readonly mask?: string;
  readonly best?: boolean;
  readonly skipBelow: string;
  readonly sigma?: string;
  readonly tile: string;
  readonly fullHalo?: boolean;
  readonly quality?: string;
  readonly chromaSubsampling?: string;
  readonly memory: string;
  readonly device: string;
  readonly jobs: string;
  readonly resume?: boolean;
  readonly log?: string;
  readonly json?: boolean;
}

/**
 * What the command line says, read: options of the denoiser, how results are written, and what of the machine is used.
 * @throws RangeError that names the option when one is outside its range.
 */
export function denoiseSettings(options: DenoiseCommandOptions) {
  const quality = integerOption('quality', options.quality, 1, 100);
  const { chromaSubsampling } = options;
  return {
    denoiser: {
      strength: numberOption('strength', options.strength, 0, 1),
      chroma: numberOption('chroma', options.chroma, 0, 1),
      detail: numberOption('detail', options.detail, 0, 1),
      grain: numberOption('grain', options.grain, 0, 1),
      best: options.best,
      skipBelow: numberOption('skip-below', options.skipBelow, 0, 255),
      ...(options.sigma !== undefined && { sigma: numberOption('sigma', options.sigma, 0, 255) }),
      tile: autoOrIntegerOption('tile', options.tile, 1, 1e6),
      halo: options.fullHalo ? ('full' as const) : ('visible' as const),
    },
    result: {
      ...(quality !== undefined && { quality }),
      ...(chromaSubsampling !== undefined && {
        chromaSubsampling: oneOf('chroma-subsampling', chromaSubsampling, ['4:2:0', '4:4:4']),
      }),
    },
    /** Bytes that the process may hold. */
    memory: memoryIn(memoryOption('memory', options.memory)),
    jobs: integerOption('jobs', options.jobs, 1, 64)!,
  };
}

/** What `denoiseSettings` reads. */
export type DenoiseSettings = ReturnType<typeof denoiseSettings>;
