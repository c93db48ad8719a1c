/**
 * The course exercise's network: 3×3 convolutions with bias and ReLU, one per width, then a linear 3×3 convolution.
 * Default widths 8, 16, 8, 4.
 */
export interface PlainConfig {
  /** Which architecture it is. */
  readonly architecture: 'plain';
  /** 1 for grey, 3 for colour. */
  readonly channels: 1 | 3;
  /** Channels of each hidden layer. */
  readonly widths: readonly number[];
}

/** What stands beside the blocks of a bias-free network. */
export interface BesideBlocks {
  /** Channels that go from the picture straight to the last layer, past the blocks. Default: none. */
  readonly direct?: number;
  /** Channels of the context, from which every block takes thresholds that follow the noise (`context.ts`). Default: no context. */
  readonly context?: number;
}

/** Small and fast: everything at half resolution, a chain of residual blocks. Bias-free. */
export interface FlatConfig extends BesideBlocks {
  /** Which architecture it is. */
  readonly architecture: 'flat';
  /** 1 for grey, 3 for colour. */
  readonly channels: 1 | 3;
  /** Channels of the hidden layers. */
  readonly width: number;
  /** Residual blocks of two convolutions each. */
  readonly blocks: number;
}

/** Residual blocks at several scales with skips between them. Bias-free. The first width belongs to half resolution. */
export interface UnetConfig extends BesideBlocks {
  /** Which architecture it is. */
  readonly architecture: 'unet';
  /** 1 for grey, 3 for colour. */
  readonly channels: 1 | 3;
  /** Channels at each scale, the finest first. */
  readonly widths: readonly number[];
  /** Residual blocks of two convolutions each, on each level of each side. */
  readonly blocks: number;
}

/** A network: its architecture and its sizes. */
export type NetworkConfig = PlainConfig | FlatConfig | UnetConfig;
