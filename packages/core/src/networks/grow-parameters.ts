import { elementCount } from '../graph/dimension.js';
import { expectParameter } from './expect-parameter.js';
import { unflatten } from './flat-vector.js';
import { initialParameters } from './initial-parameters.js';
import type { FlatConfig, NetworkConfig, UnetConfig } from './network.js';
import type { Parameters } from './parameters.js';
import { parametersOf } from './parameters-of.js';

const levelsOf = (network: FlatConfig | UnetConfig): number => (network.architecture === 'unet' ? network.widths.length : 1);

const isPresent = (value: number | undefined): boolean => value !== undefined;

/** Whether a network can be grown out of another: of the same architecture, colours and levels, with at least its blocks and its channels in each place. */
export function canGrow(network: NetworkConfig, from: NetworkConfig): network is FlatConfig | UnetConfig {
  if (network.architecture === 'plain' || from.architecture === 'plain') return false;
  if (network.architecture !== from.architecture || network.channels !== from.channels || levelsOf(network) !== levelsOf(from))
    return false;
  if (isPresent(network.direct) !== isPresent(from.direct) || isPresent(network.context) !== isPresent(from.context)) return false;
  const shapes = new Map(parametersOf(network).map(({ name, shape }) => [name, shape]));
  return parametersOf(from).every(({ name, shape }) => shape.every((size, axis) => size <= (shapes.get(name)?.[axis] ?? 0)));
}

/** Writes the weights `[out, in, kernel, kernel]` of a convolution into the first corner of a larger one, whose further inputs then add nothing to the outputs that were there. */
function setCorner(part: Float32Array, shape: readonly number[], corner: Float32Array, cornerShape: readonly number[]): void {
  const [row, cornerRow] = [shape, cornerShape].map((sizes) => elementCount(sizes.slice(1))) as [number, number];
  for (let out = 0; out < cornerShape[0]!; out++) {
    part.fill(0, out * row, (out + 1) * row);
    part.set(corner.subarray(out * cornerRow, (out + 1) * cornerRow), out * row);
  }
}

/**
 * A flat vector for a network that has more blocks or more channels than the trained one `from`, to which `parameters` belong (`canGrow`). New blocks begin as the identity, new
 * channels are read by new weights alone, drawn from `seed`: both networks compute the same (Chen, Goodfellow, Shlens 2016, "Net2Net").
 * @throws RangeError when a parameter is missing or has another size.
 */
export function growParameters(network: FlatConfig | UnetConfig, from: NetworkConfig, parameters: Parameters, seed: number): Float32Array {
  const vector = initialParameters(network, seed);
  const parts = unflatten(network, vector);
  const shapes = new Map(parametersOf(network).map(({ name, shape }) => [name, shape]));
  for (const { name, shape } of parametersOf(from))
    setCorner(parts.get(name)!, shapes.get(name)!, expectParameter(parameters, name, elementCount(shape)), shape);
  return vector;
}
