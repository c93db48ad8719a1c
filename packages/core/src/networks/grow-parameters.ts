import { elementCount } from '../graph/dimension.js';
import { expectParameter } from './expect-parameter.js';
import { unflatten } from './flat-vector.js';
import { initialParameters } from './initial-parameters.js';
import type { FlatConfig, NetworkConfig, UnetConfig } from './network.js';
import type { Parameters } from './parameters.js';
import { setCorner } from './set-corner.js';
import { shapesOf } from './shapes-of.js';

const levelsOf = (network: FlatConfig | UnetConfig): number => (network.architecture === 'unet' ? network.widths.length : 1);

const isPresent = (value: number | undefined): boolean => value !== undefined;

/**
 * Whether a network can be grown out of another: of the same architecture, colours and levels, with at least its blocks and its widths in each place. A direct path and a
 * context must be in both or in neither: what was trained without learns nothing by them (docs/findings.md).
 */
export function canGrow(network: NetworkConfig, from: NetworkConfig): boolean {
  if (network.architecture === 'plain' || from.architecture === 'plain') return false;
  if (network.architecture !== from.architecture || network.channels !== from.channels || levelsOf(network) !== levelsOf(from))
    return false;
  if (isPresent(network.direct) !== isPresent(from.direct) || isPresent(network.context) !== isPresent(from.context)) return false;
  const shapes = shapesOf(network);
  return [...shapesOf(from)].every(([name, shape]) => shape.every((size, axis) => size <= (shapes.get(name)?.[axis] ?? 0)));
}

/**
 * A flat vector for a network that has more blocks or larger widths than the trained one `from`, to which `parameters` belong. New blocks begin as the identity, and nothing that
 * was there reads new channels, whose weights are drawn from `seed`: both networks compute the same (Chen, Goodfellow, Shlens 2016, "Net2Net").
 * @throws RangeError when the network cannot be grown out of the other (`canGrow`), or a parameter is missing or has another size.
 */
export function growParameters(network: NetworkConfig, from: NetworkConfig, parameters: Parameters, seed: number): Float32Array {
  if (!canGrow(network, from))
    throw new RangeError(`expected a network that can be grown into ${JSON.stringify(network)}, received ${JSON.stringify(from)}`);
  const vector = initialParameters(network, seed);
  const parts = unflatten(network, vector);
  const shapes = shapesOf(network);
  for (const [name, shape] of shapesOf(from))
    setCorner(parts.get(name)!, shapes.get(name)!, expectParameter(parameters, name, elementCount(shape)), shape);
  return vector;
}
