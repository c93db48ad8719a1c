/** The devices that can be asked for by name, and 'auto', which lets the engine choose. */
export const deviceChoices = ['auto', 'wasm', 'webgpu'] as const;

/** A device by name, or 'auto' to let the engine choose. */
export type DeviceChoice = (typeof deviceChoices)[number];
