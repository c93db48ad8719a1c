import { type Engine, GraphBuilder, type Tensor, type Value, writeOnnx } from '@cleargrain/core';

/** What a graph of the given inputs computes in a real engine. */
export async function runGraph(
  engine: Engine,
  inputs: readonly Tensor[],
  build: (graph: GraphBuilder, inputs: readonly Value[]) => readonly Value[],
): Promise<(inputs: readonly Tensor[]) => Promise<Float32Array[]>> {
  const graph = new GraphBuilder();
  const values = inputs.map(({ shape }, index) => graph.input(`input_${index}`, shape));
  const results = build(graph, values);
  // A value may be two of the results, but no output can have two names.
  results.forEach((value, index) => {
    graph.output(`result_${index}`, graph.reshape(value, value.shape as readonly number[]));
  });
  const session = await engine.load(writeOnnx(graph.build()));
  return async (tensors) => {
    const feeds = tensors.map(({ shape, data }, index) => [`input_${index}`, { shape, data: data.slice() }]);
    const outputs = await session.run(Object.fromEntries(feeds));
    return results.map((_, index) => outputs[`result_${index}`]!.data);
  };
}
