import { integerIn, invalid, oneOf } from '../validate.js';
import { deepestContext } from './context.js';
import type { BesideBlocks, NetworkConfig } from './network.js';

function widthsOf(name: string, value: unknown): readonly number[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid(name, 'a list of widths', value);
  return value.map((width) => integerIn(name, width, 1, 1024));
}

type Fields = Readonly<Record<string, unknown>>;

/** A U-Net's widths: no more levels than a context reaches down to, where there is one. */
function levelsOf({ widths: value, context }: Fields): readonly number[] {
  const widths = widthsOf('network.widths', value);
  if (context === undefined || widths.length <= deepestContext + 1) return widths;
  throw invalid('network.widths', `at most ${deepestContext + 1} levels with a context`, widths.length);
}

/** What stands beside the blocks, where there is such. */
const beside = ({ direct, context }: Fields): BesideBlocks => ({
  ...(direct !== undefined && { direct: integerIn('network.direct', direct, 1, 1024) }),
  ...(context !== undefined && { context: integerIn('network.context', context, 1, 1024) }),
});

const known = {
  plain: ['architecture', 'channels', 'widths'],
  flat: ['architecture', 'channels', 'width', 'blocks', 'direct', 'context'],
  unet: ['architecture', 'channels', 'widths', 'blocks', 'direct', 'context'],
} satisfies Record<NetworkConfig['architecture'], readonly string[]>;

/**
 * A network description from outside (a recipe, a model file), checked.
 * @throws RangeError that names what is wrong.
 */
export function parseNetwork(value: unknown): NetworkConfig {
  if (typeof value !== 'object' || value === null) throw invalid('network', 'an object with an architecture', value);
  const fields = value as Fields;
  const architecture = oneOf('network.architecture', fields.architecture, ['plain', 'flat', 'unet']);
  const stranger = Object.keys(fields).find((key) => !known[architecture].includes(key));
  if (stranger !== undefined) throw invalid(`network ${architecture}`, `only ${known[architecture].join(', ')}`, stranger);
  const { channels } = fields;
  if (channels !== 1 && channels !== 3) throw invalid('network.channels', '1 or 3', channels);
  switch (architecture) {
    case 'plain':
      return { architecture, channels, widths: widthsOf('network.widths', fields.widths ?? [8, 16, 8, 4]) };
    case 'flat':
      return {
        architecture,
        channels,
        width: integerIn('network.width', fields.width, 1, 1024),
        blocks: integerIn('network.blocks', fields.blocks, 1, 100),
        ...beside(fields),
      };
    case 'unet':
      return {
        architecture,
        channels,
        widths: levelsOf(fields),
        blocks: integerIn('network.blocks', fields.blocks, 1, 100),
        ...beside(fields),
      };
  }
}
