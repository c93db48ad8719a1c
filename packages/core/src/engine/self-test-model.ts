import type { Value } from '../graph/graph.js';
import { GraphBuilder } from '../graph/graph-builder.js';
import { writeOnnx } from '../graph/onnx/write-onnx.js';

function weight(builder: GraphBuilder, shape: readonly [number, number, number, number]): Value {
  const [outputs, inputs, height, width] = shape;
  const fan = inputs * height * width;
  return builder.constant(
    shape,
    Float32Array.from({ length: outputs * fan }, (_, index) => Math.sin(1.7 * index) / Math.sqrt(fan)),
  );
}

/** A graph of what our networks and their training use, for a picture x `[1, 3, size, size]`: outputs y of that shape and product `[1, 1, 32, 32]`. */
export function selfTestModel(size: number): Uint8Array {
  const builder = new GraphBuilder();
  const x = builder.input('x', [1, 3, size, size]);
  let features = builder.conv(builder.spaceToDepth(x, 2), weight(builder, [32, 12, 3, 3]), { padding: 1 });
  for (let layer = 0; layer < 4; layer++) {
    const changed = builder.conv(features, weight(builder, [32, 32, 3, 3]), { padding: 1 });
    features = builder.add(features, builder.relu(changed));
  }
  const coarse = builder.conv(features, weight(builder, [32, 32, 2, 2]), { stride: 2 });
  const rows = builder.reshape(coarse, [1, 1, 32, (size / 4) ** 2]);
  builder.output('product', builder.matMul(rows, builder.transpose(rows, [0, 1, 3, 2])));
  const residual = builder.depthToSpace(builder.conv(features, weight(builder, [12, 32, 3, 3]), { padding: 1 }), 2);
  builder.output('y', builder.sub(x, residual));
  return writeOnnx(builder.build());
}
