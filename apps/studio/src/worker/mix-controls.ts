/** How much of the network's work is taken: the core's options of the same names, each 0 to 1. */
export interface MixControls {
  readonly light: number;
  readonly chroma: number;
  readonly detail: number;
  readonly grain: number;
}

/** The controls as they act on a picture of so many channels: what is grey has no colour of its own. */
export function controlsFor(channels: 1 | 3, controls: MixControls): MixControls {
  return channels === 1 ? { ...controls, chroma: controls.light } : controls;
}
