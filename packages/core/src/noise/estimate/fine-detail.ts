import { turn } from '../../turn.js';
import type { Patches } from './patches.js';

/** The cosine transform of square patches, in two parts. */
export interface FineDetail {
  /** The energy of the coarse frequencies, the mean left out: high where a patch shows something. */
  readonly coarse: Float32Array;
  /** The coefficients of the fine frequencies: in flat patches nothing but noise, of the samples' own variance. */
  readonly fine: Patches;
}

/** Patches between two turns: some milliseconds' work. */
const patchesAtOnce = 2_000;

/** Splits grey patches of `side` × `side` samples; frequencies below half of `side` in both directions are coarse. */
export async function fineDetail({ count, data }: Patches, side: number): Promise<FineDetail> {
  const basis = Float64Array.from({ length: side * side }, (_, i) => {
    const frequency = Math.floor(i / side);
    const scale = Math.sqrt((frequency === 0 ? 1 : 2) / side);
    return scale * Math.cos(((2 * (i % side) + 1) * frequency * Math.PI) / (2 * side));
  });
  const half = side / 2;
  const dimensions = side * side - half * half;
  const coarse = new Float32Array(count);
  const fine = new Float32Array(count * dimensions);
  const rows = new Float64Array(side * side);
  let to = 0;
  for (let patch = 0; patch < count; patch++) {
    if (patch % patchesAtOnce === 0) await turn();
    const start = patch * side * side;
    for (let y = 0; y < side; y++) {
      for (let u = 0; u < side; u++) {
        let sum = 0;
        for (let x = 0; x < side; x++) sum += basis[u * side + x]! * data[start + y * side + x]!;
        rows[y * side + u] = sum;
      }
    }
    for (let v = 0; v < side; v++) {
      for (let u = 0; u < side; u++) {
        let sum = 0;
        for (let y = 0; y < side; y++) sum += basis[v * side + y]! * rows[y * side + u]!;
        if (u >= half || v >= half) fine[to++] = sum;
        else if (u + v > 0) coarse[patch] = coarse[patch]! + sum * sum;
      }
    }
  }
  return { coarse, fine: { count, dimensions, data: fine } };
}
