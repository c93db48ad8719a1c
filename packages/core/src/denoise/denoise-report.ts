/** What a denoising did. */
export interface DenoiseReport {
  /** Tiles that the picture was cut into; 1 when it was done whole. */
  readonly tiles: number;
  /** Pixels that were read around each tile; Infinity when there was one tile. */
  readonly halo: number;
  /** Whether the result is that of the whole frame: one tile, or a halo as wide as the network's reach. */
  readonly exact: boolean;
  /** Whether the picture came back as it was, because it had less noise than `skipBelow`. */
  readonly skipped: boolean;
  /** The noise level that the network was told, in grey levels (0–255); absent for blind networks. */
  readonly sigma?: number;
  /** Seconds from the call to the end. */
  readonly seconds: number;
}
