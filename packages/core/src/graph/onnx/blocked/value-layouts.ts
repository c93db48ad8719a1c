import { sameShape, staticShape } from '../../dimension.js';
import type { Value } from '../../graph.js';
import { sizesOf } from '../../sizes-of.js';
import type { OperatorSink } from '../operator-sink.js';
import { fromBlocked, reshape, toBlocked, transpose, zeroPad } from './layout-operators.js';
import { moveBlocks } from './move-blocks.js';

/**
 * How a value `[batch, channels, height, width]` lies in memory: as it is written, in blocks of channels
 * `[batch, channels / block, height, width, block]` (its shape is still the first one, but for zeros in the last block), or with its channels last, those
 * zeros among them where it can lie in blocks.
 */
export type Layout = 'plain' | 'blocked' | 'channelsLast';

/** More zeros than this share of the channels are not worth it. */
const mostZeros = 1 / 3;

/** The number of channels with the last block filled up. */
export const wholeBlocks = (channels: number, block: number): number => Math.ceil(channels / block) * block;

/** Whether so many channels are worth being filled up to whole blocks. */
export const fillsBlocks = (channels: number, block: number): boolean => wholeBlocks(channels, block) <= channels * (1 + mostZeros);

/** Whether the value can lie in blocks of so many channels, the last one filled with zeros. */
export function isBlockable({ shape }: Value, block: number): boolean {
  if (block === 1 || shape.length !== 4 || !shape.every((size) => typeof size === 'number')) return false;
  return fillsBlocks(shape[1] as number, block);
}

/** A value in blocks whose channels are those of the first pixel of each square of `square`² pixels, then those of the second, and so on. */
export interface PixelFirst {
  readonly name: string;
  readonly square: number;
}

/** Which layouts of each value there are, by name; others are made when they are asked for. */
export class ValueLayouts {
  readonly #names = new Map<number, Map<Layout, string>>();
  readonly #pixelFirst = new Map<number, PixelFirst>();

  constructor(
    readonly sink: OperatorSink,
    /** Channels in a block; 1 where there are no blocks. */
    readonly block: number,
    readonly nameOf: (value: Value) => string,
  ) {}

  /** Whether the value can lie in blocks. */
  isBlockable(value: Value): boolean {
    return isBlockable(value, this.block);
  }

  isBlocked(value: Value): boolean {
    return this.#names.get(value.id)?.has('blocked') ?? false;
  }

  /** Whether an operation element by element can take the value as it lies in blocks, for an output of the given shape. */
  fitsBlocked(value: Value, output: Value): boolean {
    return value.shape.every((size) => size === 1) || sameShape(value.shape, output.shape);
  }

  setPixelFirst(value: Value, layout: PixelFirst): void {
    this.#pixelFirst.set(value.id, layout);
  }

  /** The value in blocks with its channels in the order of pixel (un)shuffle by blocks, if it was made so. */
  pixelFirst({ id }: Value): PixelFirst | undefined {
    return this.#pixelFirst.get(id);
  }

  set(value: Value, layout: Layout, name: string): void {
    const names = this.#names.get(value.id) ?? new Map<Layout, string>();
    this.#names.set(value.id, names.set(layout, name));
  }

  get(value: Value, layout: Layout): string {
    const known = this.#names.get(value.id)?.get(layout);
    if (known !== undefined) return known;
    const name = this.#make(value, layout);
    this.set(value, layout, name);
    return name;
  }

  #make(value: Value, layout: Layout): string {
    if (layout === 'blocked') return this.sink.add(toBlocked(), [this.#filled(value)]);
    const channels = () => staticShape(value.shape)[1]!;
    if (layout === 'plain') {
      const name = this.nameOf(value);
      if (this.isBlocked(value)) return this.sink.add(fromBlocked(channels()), [this.get(value, 'blocked')], name);
      const pixels = this.#pixelFirst.get(value.id);
      return pixels === undefined ? name : this.#channelFirst(value, pixels, name);
    }
    if (!this.isBlockable(value)) return this.sink.add(transpose([0, 2, 3, 1]), [this.get(value, 'plain')]);
    // By way of blocks: faster than a transposition.
    return this.sink.add(fromBlocked(wholeBlocks(channels(), this.block), 'channelsLast'), [this.get(value, 'blocked')]);
  }

  #channelFirst(value: Value, { name, square }: PixelFirst, output: string): string {
    const [batch, channels, height, width] = sizesOf(value);
    const plain = this.sink.add(fromBlocked(channels), [name]);
    const ordered = moveBlocks(this.sink, plain, height * width, [batch, square * square, channels / (square * square)], [0, 2, 1]);
    return this.sink.add(reshape([batch, channels, height, width]), [ordered], output);
  }

  #filled(value: Value): string {
    const channels = staticShape(value.shape)[1]!;
    const zeros = wholeBlocks(channels, this.block) - channels;
    const plain = this.get(value, 'plain');
    return zeros === 0 ? plain : this.sink.add(zeroPad([0, 0, 0, 0, 0, zeros, 0, 0]), [plain]);
  }
}
