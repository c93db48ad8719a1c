import { computed, signal } from '@preact/signals';
import type { MixControls } from '../worker/mix-controls.js';

/** How much of the network's work is taken. */
export class MixStore {
  readonly light = signal(1);
  readonly chroma = signal(1);
  readonly detail = signal(0);
  readonly grain = signal(0);
  readonly controls = computed<MixControls>(() => ({
    light: this.light.value,
    chroma: this.chroma.value,
    detail: this.detail.value,
    grain: this.grain.value,
  }));

  /** Colour goes along until it is set by itself. */
  setLight(value: number): void {
    if (this.chroma.value === this.light.value) this.chroma.value = value;
    this.light.value = value;
  }
}
