/**
 * The course exercise's network: 3×3 convolutions with bias and ReLU, one per width, then a linear 3×3 convolution.
 * Default widths 8, 16, 8, 4.
 */
export interface PlainConfig {
  readonly architecture: 'plain';
  readonly channels: 1 | 3;
  readonly widths: readonly number[];
}

/** Small and fast: everything at half resolution, a chain of residual blocks. Bias-free. */
export interface FlatConfig {
  readonly architecture: 'flat';
  readonly channels: 1 | 3;
  readonly width: number;
  /** Residual blocks of two convolutions each. */
  readonly blocks: number;
}

/** Residual blocks at several scales with skips between them. Bias-free. The first width belongs to half resolution. */
export interface UnetConfig {
  readonly architecture: 'unet';
  readonly channels: 1 | 3;
  readonly widths: readonly number[];
  /** Residual blocks of two convolutions each, on each level of each side. */
  readonly blocks: number;
}

export type NetworkConfig = PlainConfig | FlatConfig | UnetConfig;
