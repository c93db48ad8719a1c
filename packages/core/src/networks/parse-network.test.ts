import { describe, expect, it } from 'vitest';
import { parseNetwork } from './parse-network.js';

describe('parsing a network', () => {
  it.each([
    { architecture: 'plain', channels: 3, widths: [4, 2] },
    { architecture: 'flat', channels: 1, width: 32, blocks: 5 },
    { architecture: 'flat', channels: 3, width: 31, blocks: 5, direct: 12, context: 16 },
    { architecture: 'unet', channels: 3, widths: [32, 64, 96], blocks: 2 },
    { architecture: 'unet', channels: 3, widths: [32, 64, 96, 128], blocks: 2, direct: 12, context: 16 },
    { architecture: 'unet', channels: 1, widths: [8, 8, 8, 8, 8], blocks: 1 },
  ])('takes $architecture as it is', (network) => {
    expect(parseNetwork(network)).toEqual(network);
  });

  it("gives plain the exercise's widths", () => {
    expect(parseNetwork({ architecture: 'plain', channels: 1 })).toEqual({ architecture: 'plain', channels: 1, widths: [8, 16, 8, 4] });
  });

  it.each([
    [undefined, 'network'],
    [null, 'network'],
    ['unet', 'network'],
    [{}, 'network.architecture'],
    [{ architecture: 'resnet', channels: 1 }, "network.architecture, received 'resnet'"],
    [{ architecture: 'plain' }, 'network.channels'],
    [{ architecture: 'plain', channels: 2 }, 'network.channels'],
    [{ architecture: 'plain', channels: '1' }, 'network.channels'],
    [{ architecture: 'plain', channels: 1, widths: [] }, 'network.widths'],
    [{ architecture: 'plain', channels: 1, widths: 8 }, 'network.widths'],
    [{ architecture: 'plain', channels: 1, widths: [8, 0] }, 'network.widths'],
    [{ architecture: 'plain', channels: 1, widths: [8, 1.5] }, 'network.widths'],
    [{ architecture: 'flat', channels: 1, blocks: 5 }, 'network.width'],
    [{ architecture: 'flat', channels: 1, width: 8, blocks: 0 }, 'network.blocks'],
    [{ architecture: 'flat', channels: 1, width: 8, blocks: 2, context: 0 }, 'network.context'],
    [{ architecture: 'flat', channels: 1, width: 8, blocks: 2, direct: 1.5 }, 'network.direct'],
    [{ architecture: 'flat', channels: 1, width: 8, blocks: 2, widths: [8] }, "network flat, received 'widths'"],
    [{ architecture: 'unet', channels: 1, blocks: 2 }, 'network.widths'],
    [{ architecture: 'unet', channels: 1, widths: [8] }, 'network.blocks'],
    [{ architecture: 'unet', channels: 1, widths: [8], blocks: 1, direct: 0 }, 'network.direct'],
    [{ architecture: 'unet', channels: 1, widths: [8, 8, 8, 8, 8], blocks: 1, context: 4 }, 'network.widths, received 5'],
    [{ architecture: 'unet', channels: 1, widths: [8], blocks: 1, kernel: 5 }, "network unet, received 'kernel'"],
  ])('names what is wrong with %j', (network, field) => {
    expect(() => parseNetwork(network)).toThrow(RangeError);
    expect(() => parseNetwork(network)).toThrow(field);
  });
});
