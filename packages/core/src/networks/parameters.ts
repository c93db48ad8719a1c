/** The tensors of a network by name, as they are in a model file. */
export type Parameters = ReadonlyMap<string, Float32Array>;
