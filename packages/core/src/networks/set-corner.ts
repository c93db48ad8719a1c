import { elementCount } from '../graph/dimension.js';

/**
 * Writes weights `[out, in, kernel, kernel]`, or a bias `[out]`, into the first corner of larger ones of the same kernel: the outputs that they give are set whole, with
 * zeros for further inputs; further outputs stay as they are.
 */
export function setCorner(larger: Float32Array, shape: readonly number[], corner: Float32Array, cornerShape: readonly number[]): void {
  const [row, cornerRow] = [elementCount(shape.slice(1)), elementCount(cornerShape.slice(1))];
  for (let out = 0; out < cornerShape[0]!; out++) {
    larger.fill(0, out * row, (out + 1) * row);
    larger.set(corner.subarray(out * cornerRow, (out + 1) * cornerRow), out * row);
  }
}
