/** A device by name, or 'auto' to let the engine choose. */
export type DeviceChoice = 'auto' | 'wasm' | 'webgpu';
