import { readFileSync } from 'node:fs';

/** A model made by make-models.py. */
export const fixture = (name: 'convolution' | 'counter'): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`./${name}.onnx`, import.meta.url)));
