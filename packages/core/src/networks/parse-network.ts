import { integerIn, invalid, oneOf } from '../validate.js';
import type { NetworkConfig } from './network.js';

function widthsOf(name: string, value: unknown): readonly number[] {
  if (!Array.isArray(value) || value.length === 0) throw invalid(name, 'a list of widths', value);
  return value.map((width) => integerIn(name, width, 1, 1024));
}

const known = {
  plain: ['architecture', 'channels', 'widths'],
  flat: ['architecture', 'channels', 'width', 'blocks', 'direct', 'context'],
  unet: ['architecture', 'channels', 'widths', 'blocks'],
} satisfies Record<NetworkConfig['architecture'], readonly string[]>;

/**
 * A network description from outside (a recipe, a model file), checked.
 * @throws RangeError that names what is wrong.
 */
export function parseNetwork(value: unknown): NetworkConfig {
  if (typeof value !== 'object' || value === null) throw invalid('network', 'an object with an architecture', value);
  const fields = value as Readonly<Record<string, unknown>>;
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
        ...(fields.direct !== undefined && { direct: integerIn('network.direct', fields.direct, 1, 1024) }),
        ...(fields.context !== undefined && { context: integerIn('network.context', fields.context, 1, 1024) }),
      };
    case 'unet':
      return {
        architecture,
        channels,
        widths: widthsOf('network.widths', fields.widths),
        blocks: integerIn('network.blocks', fields.blocks, 1, 100),
      };
  }
}
