import type { Engine } from '../engine.js';
import { writeOnnx } from '../graph/onnx/write-onnx.js';
import { createImage, type Image } from '../image/image.js';
import type { NetworkConfig } from '../networks/network.js';
import { networkGraph } from '../networks/network-graph.js';
import type { Parameters } from '../networks/parameters.js';

/** A network in a real engine, as a function of a picture. */
export async function networkRunner(
  engine: Engine,
  config: NetworkConfig,
  parameters: Parameters,
): Promise<(image: Image) => Promise<Image>> {
  const session = await engine.load(writeOnnx(networkGraph(config, parameters)));
  return async ({ width, height, channels, data }) => {
    const { denoised } = await session.run({ image: { shape: [1, channels, height, width], data: data.slice() } });
    return createImage(width, height, channels, denoised!.data);
  };
}
