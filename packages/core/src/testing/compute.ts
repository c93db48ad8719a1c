import type { Engine, Tensor } from '../engine.js';
import type { Value } from '../graph/graph.js';
import { GraphBuilder } from '../graph/graph-builder.js';
import { type WriteOnnxOptions, writeOnnx } from '../graph/onnx/write-onnx.js';

/** What a small graph computes from the given inputs in a real engine. */
export async function compute(
  engine: Engine,
  inputs: readonly Tensor[],
  build: (graph: GraphBuilder, inputs: readonly Value[]) => Value,
  options: WriteOnnxOptions = {},
): Promise<Tensor> {
  const graph = new GraphBuilder();
  const values = inputs.map(({ shape }, index) => graph.input(`input_${index}`, shape));
  graph.output('result', build(graph, values));
  const session = await engine.load(writeOnnx(graph.build(), options));
  try {
    const feeds = inputs.map(({ shape, data }, index) => [`input_${index}`, { shape, data: data.slice() }]);
    return (await session.run(Object.fromEntries(feeds))).result!;
  } finally {
    await session.close();
  }
}
