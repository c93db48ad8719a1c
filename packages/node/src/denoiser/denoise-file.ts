import { abortable, type DenoiseOptions, type Denoiser, type DenoiserReport } from '@cleargrain/core';
import type { EncodeOptions } from '../codec/encode-picture.js';
import { formatOfFile } from '../codec/image-format.js';
import { MemoryBudget } from '../memory/memory-budget.js';
import { memoryIn, pictureMemoryIn } from '../memory/plan-memory.js';
import { openPicture } from '../strips/open-picture.js';
import { tileLimits } from './tile-limits.js';

/** How a file is denoised and written. */
export interface DenoiseFileOptions extends Omit<DenoiseOptions, 'memory'>, Omit<EncodeOptions, 'format'> {
  /**
   * Bound in bytes on the memory of the whole process, at least 350 MB. A picture that does not fit is decoded into a file beside the output and
   * denoised strip by strip. Default 1 GB.
   */
  readonly memory?: number;
}

/** What a denoising from file to file did. */
export interface DenoiseFileReport {
  /** One for each page. */
  readonly pages: readonly (DenoiserReport & { readonly width: number; readonly height: number })[];
  /** Whether the picture was in memory as a whole, or strip by strip. */
  readonly way: 'whole' | 'strips';
}

/**
 * Denoises a picture file of any size into another, whose extension chooses the format; it appears whole or not at all. Size, depth, colour
 * profile, EXIF and alpha stay, as far as the format holds them.
 * @throws RangeError for options outside their range; ImageError that names the file when it cannot be read, written, or not within `memory`;
 * what `denoiseTo` throws; the signal's reason when stopped.
 */
export async function denoiseFile(
  denoiser: Denoiser,
  input: string,
  output: string,
  options: DenoiseFileOptions = {},
): Promise<DenoiseFileReport> {
  const { quality, chromaSubsampling, depth, lossless, memory: asked, ...others } = options;
  const memory = memoryIn(asked);
  const { signal } = others;
  const result = {
    format: formatOfFile(output),
    ...(quality !== undefined && { quality }),
    ...(chromaSubsampling !== undefined && { chromaSubsampling }),
    ...(depth !== undefined && { depth }),
    ...(lossless !== undefined && { lossless }),
  };
  const budget = new MemoryBudget(pictureMemoryIn(memory));
  const picture = await openPicture({ input, output, result, memory, budget, ...(signal && { signal }) });
  try {
    const pages = [];
    for (const page of picture.pages) {
      const limits = await abortable(tileLimits(denoiser, picture, page, memory, others), signal);
      const { width, height } = page.source;
      const report = await denoiser.denoiseTo(page.source, await page.result(), { ...others, ...limits });
      pages.push({ ...report, width, height });
    }
    await picture.save(signal && { signal });
    return { pages, way: picture.way };
  } finally {
    await picture.close();
  }
}
