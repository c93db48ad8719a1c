import type { TensorInfo } from '../engine.js';
import { ModelError } from '../errors.js';

/** Which of a graph's inputs and outputs is what. */
export interface Roles {
  readonly channels: 1 | 3;
  readonly input: string;
  readonly output: string;
  readonly sigmaInput?: string;
}

const show = (infos: readonly TensorInfo[]) => infos.map(({ name, shape }) => `'${name}' [${shape.join(', ')}]`).join(', ') || 'none';

function couldBe(size: number | string | undefined, ...sizes: readonly number[]): boolean {
  return typeof size === 'string' || (size !== undefined && sizes.includes(size));
}

function isPicture({ shape }: TensorInfo): boolean {
  return shape.length === 4 && couldBe(shape[0], 1) && (shape[1] === 1 || shape[1] === 3) && (shape[2] !== 1 || shape[3] !== 1);
}

/** One number, whatever the rank; only the batch may be free. */
function isNumber({ shape }: TensorInfo): boolean {
  return shape.every((size, axis) => (axis === 0 ? couldBe(size, 1) : size === 1));
}

/**
 * Finds the picture, the noise level and the result among what a graph takes and gives.
 * @throws ModelError that says what was expected and what is there.
 */
export function findRoles(inputs: readonly TensorInfo[], outputs: readonly TensorInfo[]): Roles {
  const pictures = inputs.filter(isPicture);
  const others = inputs.filter((info) => !isPicture(info));
  const [picture] = pictures;
  if (picture === undefined || pictures.length > 1) {
    throw new ModelError(`expected one image input [1, 1 or 3, height, width], found ${show(inputs)}`);
  }
  if (typeof picture.shape[2] === 'number' || typeof picture.shape[3] === 'number') {
    throw new ModelError(`expected an image input of any height and width, found ${show([picture])}: export the model with dynamic axes`);
  }
  if (others.length > 1 || !others.every(isNumber)) {
    throw new ModelError(`expected at most a noise level [1] beside the image input, found ${show(others)}`);
  }
  const channels = picture.shape[1] === 1 ? 1 : 3;
  const fits = ({ shape }: TensorInfo) => shape.length === 4 && couldBe(shape[0], 1) && couldBe(shape[1], channels);
  const output = outputs.find(fits);
  if (output === undefined) throw new ModelError(`expected an image output [1, ${channels}, height, width], found ${show(outputs)}`);
  return { channels, input: picture.name, output: output.name, ...(others[0] && { sigmaInput: others[0].name }) };
}
