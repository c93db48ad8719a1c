import { ImageError, ModelError, UnsupportedError } from '../errors.js';
import type { EngineFailure } from './protocol.js';

/** An error as it travels between threads. */
export function packError(error: unknown): EngineFailure {
  return error instanceof Error ? { name: error.name, message: error.message } : { name: 'Error', message: String(error) };
}

/** The error that travelled, of its own class again. */
export function unpackError({ name, message }: EngineFailure): Error {
  if (name === 'ModelError') return new ModelError(message);
  if (name === 'UnsupportedError') return new UnsupportedError(message);
  if (name === 'ImageError') return new ImageError(message);
  if (name === 'RangeError') return new RangeError(message);
  return new Error(message);
}
