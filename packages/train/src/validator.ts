import {
  combineSeeds,
  createImage,
  createRandom,
  crop,
  type Engine,
  type Image,
  measureNetwork,
  type NetworkConfig,
  type NoiseModel,
  psnr,
  unflatten,
  writeModel,
} from '@cleargrain/core';

/** The most pictures that a network is measured on as it learns: enough to tell two apart, few and small enough not to hold the training up. */
export const mostValidationPictures = 12;
const largestSide = 256;

/** Measures a network as it learns: mean PSNR in dB on the middles of a few pictures, always with the same noise. */
export type Validator = (parameters: Float32Array) => Promise<number>;

/**
 * A validator for one network and one noise. Undefined without pictures.
 * @throws RangeError when a picture is too small or has other channels than the network.
 */
export function createValidator(engine: Engine, network: NetworkConfig, clean: readonly Image[], noise: NoiseModel): Validator | undefined {
  if (clean.length === 0) return undefined;
  const { alignment } = measureNetwork(network);
  for (const { width, height, channels } of clean) {
    if (channels !== network.channels || Math.min(width, height) < alignment) {
      const expected = `${network.channels} channels and at least ${alignment}×${alignment} pixels`;
      throw new RangeError(`expected validation pictures of ${expected}, received ${channels} and ${width}×${height}`);
    }
  }
  const pairs = clean.slice(0, mostValidationPictures).map((image, index) => {
    const [width, height] = [image.width, image.height].map((side) => alignment * Math.floor(Math.min(side, largestSide) / alignment)) as [
      number,
      number,
    ];
    const middle = crop(image, { x: (image.width - width) >> 1, y: (image.height - height) >> 1, width, height });
    return { clean: middle, noisy: noise.apply(middle, createRandom(combineSeeds(index))) };
  });
  return async (parameters) => {
    const session = await engine.load(writeModel({ network, parameters: unflatten(network, parameters), weights: 'float32' }));
    try {
      let sum = 0;
      for (const { clean: truth, noisy } of pairs) {
        const { width, height, channels } = noisy;
        const outputs = await session.run({ image: { data: noisy.data.slice(), shape: [1, channels, height, width] } });
        sum += psnr(createImage(width, height, channels, outputs.denoised!.data), truth);
      }
      return sum / pairs.length;
    } finally {
      await session.close();
    }
  };
}
