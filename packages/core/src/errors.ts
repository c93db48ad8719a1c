/** A model file that cannot be used: not ONNX, damaged, or without what is needed. The message names what was expected. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

/** Something that this platform, device or build cannot do. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError';
}

/** A picture that cannot be read, written or used. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
}
