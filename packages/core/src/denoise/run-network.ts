import type { Session, Tensor } from '../engine.js';
import { ModelError } from '../errors.js';
import type { Image } from '../image/image.js';
import { createImage } from '../image/image.js';
import type { Model } from '../model/model.js';

/** One run: samples `[1, model.channels, height, width]` to samples of the same shape. */
async function run(data: Float32Array, width: number, height: number, model: Model, session: Session, sigma: number | undefined) {
  const shape = [1, model.channels, height, width];
  const inputs: Record<string, Tensor> = { [model.input]: { data, shape } };
  if (model.sigmaInput !== undefined) {
    const declared = session.inputs.find((input) => input.name === model.sigmaInput)?.shape ?? [1];
    inputs[model.sigmaInput] = { data: Float32Array.of((sigma ?? 0) / 255), shape: declared.map(() => 1) };
  }
  const outputs = await session.run(inputs);
  const output = outputs[model.output];
  if (output === undefined) {
    throw new ModelError(`expected an output '${model.output}' from the model ${model.name}, it gives ${Object.keys(outputs).join(', ')}`);
  }
  if (output.shape.length !== 4 || output.shape.some((size, axis) => size !== shape[axis])) {
    throw new ModelError(`expected the shape [${shape.join(', ')}] from the model ${model.name}, it gave [${output.shape.join(', ')}]`);
  }
  return output.data;
}

/**
 * The network's output for a picture whose size is a multiple of the alignment; the picture's samples may be gone afterwards. A
 * grey network treats each channel of a colour picture by itself; a colour network sees a grey picture three times and the mean
 * of its channels is the result.
 * @throws ModelError when the model has no output of the name and shape that it should have.
 */
export async function runNetwork(picture: Image, model: Model, session: Session, sigma?: number): Promise<Image> {
  const { width, height, channels, data } = picture;
  const size = width * height;
  if (model.channels === channels) return createImage(width, height, channels, await run(data, width, height, model, session, sigma));

  if (channels === 3) {
    const result = createImage(width, height, 3);
    for (let channel = 0; channel < 3; channel++) {
      const plane = data.slice(channel * size, (channel + 1) * size);
      result.data.set(await run(plane, width, height, model, session, sigma), channel * size);
    }
    return result;
  }

  const replicated = new Float32Array(3 * size);
  for (let channel = 0; channel < 3; channel++) replicated.set(data, channel * size);
  const color = await run(replicated, width, height, model, session, sigma);
  const result = createImage(width, height, 1);
  for (let index = 0; index < size; index++) {
    result.data[index] = (color[index]! + color[size + index]! + color[2 * size + index]!) / 3;
  }
  return result;
}
