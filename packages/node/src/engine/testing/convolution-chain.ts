import { GraphBuilder, symbolic, writeOnnx } from '@cleargrain/core';

/** A model y(x) of `layers` 3×3 convolutions with 32 channels, for pictures `[1, 32, height, width]`: something that takes time. */
export function convolutionChain(layers: number): Uint8Array {
  const builder = new GraphBuilder();
  let features = builder.input('x', [1, 32, symbolic('height'), symbolic('width')]);
  for (let layer = 0; layer < layers; layer++) {
    const weight = Float32Array.from({ length: 32 * 32 * 9 }, (_, index) => Math.sin(index + layer) / 17);
    features = builder.relu(builder.conv(features, builder.constant([32, 32, 3, 3], weight), { padding: 1 }));
  }
  builder.output('y', features);
  return writeOnnx(builder.build());
}
