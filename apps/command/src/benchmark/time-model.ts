import { createRandom, denoise, loadGraphs, type Session, type TensorData } from '@cleargrain/core';
import { createEngine, type DeviceChoice, findModel, openModel, Picture } from '@cleargrain/node';

/** One measurement of a model on a picture. */
export interface ModelTiming {
  /** From a picture of 8 bits in memory to another, in seconds. */
  readonly seconds: number;
  /** Of these, what passed while the engine ran. */
  readonly engineSeconds: number;
  /** The most memory that the process held, in bytes. */
  readonly memory: number;
}

function noisyPicture(width: number, height: number, channels: 1 | 3): Picture {
  const random = createRandom(1);
  const samples = Uint8Array.from({ length: width * height * channels }, () => 64 + random.integer(128));
  return new Picture({ width, height, channels, samples, origin: { format: 'png', depth: 8, metadata: {} } });
}

/** Denoises a picture of noise with a model that has been warmed up on a small one. */
export async function timeModel(modelName: string, device: DeviceChoice, width: number, height: number): Promise<ModelTiming> {
  const { name, bytes } = await findModel(modelName);
  const engine = await createEngine({ device });
  try {
    const model = await openModel(name, bytes, engine);
    const graphs = loadGraphs(model, engine);
    let engineSeconds = 0;
    const timed = <Data extends TensorData>(session: Session<Data>): Session<Data> => ({
      inputs: session.inputs,
      outputs: session.outputs,
      read: (input) => session.read(input),
      write: (input, value) => session.write(input, value),
      close: () => session.close(),
      async run(inputs) {
        const began = performance.now();
        const outputs = await session.run(inputs);
        engineSeconds += (performance.now() - began) / 1000;
        return outputs;
      },
    });
    const sessions = {
      floats: async () => timed(await graphs.floats()),
      samples: (depth: 8 | 16) => graphs.samples(depth)?.then(timed),
    };
    const denoisePicture = (picture: Picture) => denoise(picture, picture.like(), model, sessions);
    await denoisePicture(noisyPicture(128, 128, model.channels));
    engineSeconds = 0;
    const { seconds } = await denoisePicture(noisyPicture(width, height, model.channels));
    return { seconds, engineSeconds, memory: process.resourceUsage().maxRSS * 1024 };
  } finally {
    await engine.close();
  }
}
