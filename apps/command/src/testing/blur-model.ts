import { type NetworkConfig, parametersOf, writeModel } from '@cleargrain/core';

/** A 3×3 kernel: a Gaussian blur, and one that keeps its input. */
const kernels = { blur: [1, 2, 1, 2, 4, 2, 1, 2, 1].map((value) => value / 16), same: [0, 0, 0, 0, 1, 0, 0, 0, 0] };

/** A model that blurs: a denoiser of known effect whose file is made in a moment. */
export function blurModel(channels: 1 | 3): Uint8Array {
  const network: NetworkConfig = { architecture: 'plain', channels, widths: [channels] };
  const parameters = new Map(
    parametersOf(network).map(({ name, shape }) => {
      const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
      const kernel = name.startsWith('hidden') ? kernels.blur : kernels.same;
      // Each channel goes to itself; biases stay zero.
      if (shape.length === 4) for (let channel = 0; channel < channels; channel++) data.set(kernel, (channel * channels + channel) * 9);
      return [name, data];
    }),
  );
  return writeModel({ network, parameters });
}
