/** How much of the network's work is taken: the core's options of the same names, each 0 to 1. */
export interface MixControls {
  readonly light: number;
  readonly chroma: number;
  readonly detail: number;
  readonly grain: number;
}
