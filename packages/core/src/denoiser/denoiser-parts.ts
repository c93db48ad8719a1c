import type { Engine } from '../engine.js';
import type { SampleDepth } from '../picture/samples.js';

/** A model's name and its file's bytes. */
export interface ModelFile {
  /** What messages and reports call it. */
  readonly name: string;
  /** The ONNX file. */
  readonly bytes: Uint8Array;
}

/** Where the models that ship come from. */
export interface ModelShelf {
  /** The names of the models that ship. */
  names(): Promise<readonly string[]>;
  /** The ONNX file of this name. */
  read(name: string): Promise<Uint8Array>;
}

/** What a denoiser is made of. */
export interface DenoiserParts {
  /** What computes. */
  readonly engine: Engine;
  /** Whether closing the denoiser closes the engine. */
  readonly ownsEngine: boolean;
  /** One model for all pictures. Default: the best on the shelf for each. */
  readonly file?: ModelFile;
  /** The depth of the pictures to come, whose graph is loaded at once with a single model. Default 32, floats. */
  readonly depth?: SampleDepth;
  /** Where models are taken from when no `file` is given. */
  readonly shelf: ModelShelf;
}
