import { elementCount } from '../graph/dimension.js';
import { expectParameter } from './expect-parameter.js';
import type { NetworkConfig } from './network.js';
import type { Parameters } from './parameters.js';
import { parametersOf } from './parameters-of.js';
import { setCorner } from './set-corner.js';
import { shapesOf } from './shapes-of.js';

/** ONNX Runtime's fast layout on the CPU is for convolutions of so many channels or a multiple; others take longer. */
const multiple = 4;
/** With fewer channels it takes any number. */
const fewest = 16;

const wide = (width: number) => (width < fewest ? width : Math.ceil(width / multiple) * multiple);

function widenConfig(config: NetworkConfig): NetworkConfig {
  return config.architecture === 'flat' ? { ...config, width: wide(config.width) } : { ...config, widths: config.widths.map(wide) };
}

/**
 * The same function as a network whose widths the CPU computes fast: channels of zeros are added, which change nothing. Undefined when its
 * widths are fast as they are.
 * @throws RangeError when a parameter is missing or has another size.
 */
export function widenNetwork(
  config: NetworkConfig,
  parametersNow: () => Parameters,
): { readonly config: NetworkConfig; readonly parameters: Parameters } | undefined {
  const larger = widenConfig(config);
  const before = shapesOf(config);
  const after = parametersOf(larger);
  if (after.every(({ name, shape }) => elementCount(shape) === elementCount(before.get(name)!))) return undefined;
  const parameters = parametersNow();
  const tensors = after.map(({ name, shape }) => {
    const narrow = before.get(name)!;
    const widened = new Float32Array(elementCount(shape));
    setCorner(widened, shape, expectParameter(parameters, name, elementCount(narrow)), narrow);
    return [name, widened] as const;
  });
  return { config: larger, parameters: new Map(tensors) };
}
