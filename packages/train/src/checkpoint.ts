import type { TrainingRecord } from '@cleargrain/core';
import type { Recipe } from './recipe.js';
import { type StateName, stateNames } from './training-graph.js';

/** One point of a run's record. */
export interface TrainingPoint {
  /** Steps done. */
  readonly step: number;
  /** Mean of the loss since the last point. */
  readonly loss: number;
  /** Mean PSNR of the validation pictures in dB, where there are any. */
  readonly psnr?: number;
}

/** A run at rest: everything that its continuation needs. */
export interface Checkpoint {
  /** What was asked for. */
  readonly recipe: Recipe;
  /** Steps done. */
  readonly step: number;
  /** Seconds of training so far. */
  readonly seconds: number;
  /** What was measured on the way. */
  readonly history: readonly TrainingPoint[];
  /** The losses of the steps since the history's last point. */
  readonly loss: { readonly sum: number; readonly count: number };
  /** The names of the files that the run learns from, as their count and a hash, and what they are in words. Absent where they are not known. */
  readonly data?: { readonly count: number; readonly hash: string; readonly description?: string };
  /** The record of the model from whose weights the run began. */
  readonly before?: TrainingRecord;
  /** The teacher that the run learns from, and a hash by which it is known again; whoever keeps the checkpoint adds it. */
  readonly teacher?: { readonly name: string; readonly hash: string };
  /** Parameters, the optimiser's two means and the weight average, flat. */
  readonly state: Readonly<Record<StateName, Float32Array>>;
}

type Header = Omit<Checkpoint, 'state' | 'loss'> & Partial<Pick<Checkpoint, 'loss'>> & { readonly length: number };

const magic = 'cleargrain checkpoint 1\n';

/** A checkpoint as bytes: a line that says what it is, the length of a JSON header, the header, then the vectors as float32. */
export function writeCheckpoint({ state, ...header }: Checkpoint): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify({ ...header, length: state.parameters.length }));
  const start = magic.length + 4 + text.length;
  const bytes = new Uint8Array(start + stateNames.length * state.parameters.length * 4);
  bytes.set(new TextEncoder().encode(magic));
  new DataView(bytes.buffer).setUint32(magic.length, text.length, true);
  bytes.set(text, magic.length + 4);
  stateNames.forEach((name, index) => {
    const { buffer, byteOffset, byteLength } = state[name];
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), start + index * byteLength);
  });
  return bytes;
}

function isWhole({ recipe, step, history, loss, data, teacher }: Header): boolean {
  if (typeof recipe !== 'object' || recipe === null || !Number.isInteger(step) || !Array.isArray(history)) return false;
  if (loss !== undefined && !(Number.isFinite(loss?.sum) && Number.isInteger(loss?.count))) return false;
  if (teacher !== undefined && !(typeof teacher?.name === 'string' && typeof teacher?.hash === 'string')) return false;
  if (data === undefined) return true;
  return Number.isInteger(data?.count) && typeof data?.hash === 'string' && ['string', 'undefined'].includes(typeof data?.description);
}

/**
 * Reads what `writeCheckpoint` wrote. Earlier checkpoints hold no `loss`, which then begins at zero, no `data` and no `teacher`.
 * @throws RangeError when the bytes are not a checkpoint, or not all of one.
 */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  if (bytes.length < magic.length + 4 || new TextDecoder().decode(bytes.subarray(0, magic.length)) !== magic) {
    throw new RangeError('expected a checkpoint of cleargrain, received something else');
  }
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic.length, true);
  const start = magic.length + 4 + headerLength;
  const damaged = () => new RangeError('expected a whole checkpoint, received a damaged one');
  if (bytes.length < start) throw damaged();
  let contents: Header | null;
  try {
    contents = JSON.parse(new TextDecoder().decode(bytes.subarray(magic.length + 4, start))) as Header | null;
  } catch {
    throw damaged();
  }
  if (contents === null || !isWhole(contents)) throw damaged();
  const { length, loss = { sum: 0, count: 0 }, ...header } = contents;
  if (bytes.length !== start + stateNames.length * length * 4) throw damaged();
  // A copy, because the numbers may lie unaligned; not `slice`, which in Node's Buffer does not copy.
  const vectors = new Uint8Array(bytes.subarray(start)).buffer;
  const state = Object.fromEntries(stateNames.map((name, index) => [name, new Float32Array(vectors, index * length * 4, length)]));
  // JSON keeps the infinite PSNR of two equal pictures as null.
  const history = header.history.map((point) => (point?.psnr === null ? { ...point, psnr: Infinity } : point));
  return { ...header, history, loss, state: state as Record<StateName, Float32Array> };
}
