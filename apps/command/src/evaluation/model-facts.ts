import { createHash } from 'node:crypto';
import type { BesideBlocks, Model, NetworkConfig } from '@cleargrain/core';

function describeBeside({ direct, context }: BesideBlocks): string {
  const path = direct === undefined ? '' : `, a direct path of ${direct} channels`;
  return context === undefined ? path : `${path}, thresholds by a context of ${context} channels`;
}

function describeNetwork(network: NetworkConfig): string {
  switch (network.architecture) {
    case 'plain':
      return `plain: 3×3 convolutions with bias and ReLU, widths ${network.widths.join('-')}, then a linear one`;
    case 'flat':
      return `flat: ${network.blocks} residual blocks of width ${network.width} at half resolution, bias-free${describeBeside(network)}`;
    case 'unet':
      return `unet: ${network.blocks} residual blocks a level, widths ${network.widths.join('-')}, bias-free${describeBeside(network)}`;
  }
}

/** What a model is, as its file says: pairs of a name and a value. The licence is that of the models that ship. */
export function modelFacts(model: Model, { ships }: { readonly ships: boolean }): [string, string][] {
  const { network, channels, reach, visibleReach, parameters = 0, multiplicationsPerPixel = 0, bytes } = model;
  return [
    ['architecture', network ? describeNetwork(network) : 'unknown'],
    ...(ships ? [['licence', 'MIT'] satisfies [string, string]] : []),
    ['pictures', channels === 1 ? 'grey' : 'colour'],
    ['parameters', parameters.toLocaleString('en')],
    ['compute at 256×256', `${((multiplicationsPerPixel * 65536) / 1e9).toFixed(2)} GMAC`],
    ['reach', `${reach} pixels to each side${visibleReach === undefined ? '' : `, visible ${visibleReach}`}`],
    ['file', `${(bytes.length / 1e3).toFixed(0)} kB, sha256 ${createHash('sha256').update(bytes).digest('hex')}`],
  ];
}
