import { exponential, logarithm } from './elementary.js';

/** Layers of equal area under exp(-x²/2), and where the tail begins (Marsaglia, Tsang 2000). */
const count = 256;
const tail = 3.6541528853610088;

/** The tables of the ziggurat method for 24-bit signed integers. */
export interface Ziggurat {
  /** Where the tail begins. */
  readonly tail: number;
  /** Half-integers below this magnitude lie under the curve, by layer. */
  readonly inside: Float64Array;
  /** Width of a step of the integer, by layer. */
  readonly step: Float64Array;
  /** exp(-x²/2) at the outer edge of each layer, and 1 after the last. */
  readonly height: Float64Array;
}

/** Computes the tables with arithmetic that is exact on every platform. */
export function createZiggurat(): Ziggurat {
  const edge = new Float64Array(count + 1);
  const height = new Float64Array(count + 1);
  const area = 0.00492867323397466;
  edge[0] = area / exponential(-0.5 * tail * tail);
  edge[1] = tail;
  for (let i = 2; i < count; i++) {
    edge[i] = Math.sqrt(-2 * logarithm(area / edge[i - 1]! + exponential(-0.5 * edge[i - 1]! * edge[i - 1]!)));
  }
  for (let i = 0; i <= count; i++) height[i] = exponential(-0.5 * edge[i]! * edge[i]!);
  const step = Float64Array.from({ length: count }, (_, i) => edge[i]! / 2 ** 23);
  const inside = Float64Array.from({ length: count }, (_, i) => (edge[i + 1]! / edge[i]!) * 2 ** 23);
  return { tail, inside, step, height };
}
