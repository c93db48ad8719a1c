import type { Engine, Tensor } from '../engine.js';
import type { Graph } from '../graph/graph.js';
import { GraphBuilder } from '../graph/graph-builder.js';
import { writeOnnx } from '../graph/onnx/write-onnx.js';

/** What processors have, the fastest first: AVX-512 takes 16 channels at once, AVX2 8. */
const blocks = [16, 8];

const tolerance = 1e-4;

/** Convolutions, both their gradients (the weight's with the pictures of a batch together and one by one), and what works element by element between them. */
function trial(): Graph {
  const graph = new GraphBuilder();
  const image = graph.input('image', [2, 16, 5, 6]);
  const weight = graph.input('weight', [32, 16, 3, 3]);
  const attributes = { stride: 1, padding: 1 };
  const features = graph.relu(graph.conv(image, weight, attributes));
  const gradient = graph.mul(features, features);
  graph.output('convolution', features);
  graph.output('inputGradient', graph.convInputGradient(gradient, weight, attributes));
  graph.output('weightGradient', graph.convWeightGradient(image, gradient, attributes));
  graph.output('smallWeightGradient', graph.convWeightGradient(image, gradient, { stride: 1, padding: 0 }));
  return graph.build();
}

const wave = (shape: readonly number[]): Tensor => {
  const count = shape.reduce((product, size) => product * size, 1);
  return { shape, data: Float32Array.from({ length: count }, (_, i) => Math.sin(i * i + 1)) };
};

async function run(engine: Engine, model: Uint8Array): Promise<Record<string, Tensor>> {
  const session = await engine.load(model);
  try {
    return await session.run({ image: wave([2, 16, 5, 6]), weight: wave([32, 16, 3, 3]) });
  } finally {
    await session.close();
  }
}

function agrees(tried: Record<string, Tensor>, expected: Record<string, Tensor>): boolean {
  return Object.entries(expected).every(([name, { data }]) => {
    const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return data.every((value, i) => Math.abs(value - tried[name]!.data[i]!) <= tolerance * largest);
  });
}

/**
 * How to write training graphs for this engine (`channelBlock` of `writeOnnx`): on a CPU of the x86 family the block of channels with which ONNX
 * Runtime computes rightly, found by trying; 1, no blocks, on other CPUs; undefined, a graph for every device, on all else.
 */
export async function findChannelBlock(engine: Engine): Promise<number | undefined> {
  if (engine.device !== 'cpu') return undefined;
  if (engine.architecture !== 'x64') return 1;
  const graph = trial();
  const expected = await run(engine, writeOnnx(graph));
  for (const channelBlock of blocks) {
    // A runtime without this layout refuses the graph.
    const tried = await run(engine, writeOnnx(graph, { channelBlock })).catch(() => undefined);
    if (tried && agrees(tried, expected)) return channelBlock;
  }
  return 1;
}
