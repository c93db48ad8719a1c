import type { Image } from '../image/image.js';
import type { ImageSource } from '../image/region.js';
import type { Progress } from '../progress.js';

/** How a picture is denoised; every option may be left out. */
export interface DenoiseOptions {
  /**
   * How much of the network's work is taken, 0 to 1: 0 returns the input bit for bit, 1 the network's output. Default 1.
   */
  readonly strength?: number;
  /** The same for colour noise alone, `strength` then being that of light (luma). It changes nothing in grey pictures. Default `strength`. */
  readonly chroma?: number;
  /** The part of what the network took that is given back where the picture has structure: fine detail, texture. 0 to 1, default 0. */
  readonly detail?: number;
  /** The part of the noise in light (luma) that is left where the picture has no structure, so that it looks natural. 0 to 1, default 0. */
  readonly grain?: number;
  /** A grey picture of the same size: white is denoised, black is left as it is, between them a blend. Default: all is denoised. */
  readonly mask?: Image | ImageSource;
  /** The mean of eight runs, the picture mirrored and turned: a little better, eight times as long. Default false. */
  readonly best?: boolean;
  /** A picture with less noise than this, in grey levels (0–255), comes back bit for bit. Default 0: none does. */
  readonly skipBelow?: number;
  /**
   * Standard deviation of the noise in grey levels (0–255), for networks that are told it and for `skipBelow`. Default:
   * estimated. Blind networks do without.
   */
  readonly sigma?: number;
  /**
   * Pixels read around a tile. `full` is the network's whole reach: tiles equal the whole frame. `visible` is the smaller halo
   * that was measured to differ by less than a tenth of a grey level, where the model states one. Default `visible`.
   */
  readonly halo?: 'visible' | 'full';
  /** Largest width and height of a tile in pixels, halo included; `auto` lets `memory` decide alone. Default `auto`. */
  readonly tile?: 'auto' | number;
  /** Bound on what the engine holds for a tile, in bytes; may be Infinity. Default 120 MB, more for a network that looks far. */
  readonly memory?: number;
  /** Stops at once, with the signal's reason; the tile that the engine has is not waited for, and the next call begins after it. */
  readonly signal?: AbortSignal;
  /** Called after each tile. */
  readonly onProgress?: (progress: Progress) => void;
}
