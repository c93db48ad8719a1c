/** A model file that cannot be used: not ONNX, damaged, or without what is needed. The message names what was expected. */
export class ModelError extends Error {
  /** Tells it from other errors, across threads too. */
  override readonly name = 'ModelError';
}

/** Something that this platform, device or build cannot do. */
export class UnsupportedError extends Error {
  /** Tells it from other errors, across threads too. */
  override readonly name = 'UnsupportedError';
}

/** A picture that cannot be read, written or used. */
export class ImageError extends Error {
  /** Tells it from other errors, across threads too. */
  override readonly name = 'ImageError';
}
