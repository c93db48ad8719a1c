/** A size known only when the graph runs: `scale × symbol + offset`. */
export interface SymbolicDimension {
  /** The name of a size that is known only when the graph runs. */
  readonly symbol: string;
  /** What that size is multiplied by. */
  readonly scale: number;
  /** What is added then. */
  readonly offset: number;
}

/** One size of a tensor. */
export type Dimension = number | SymbolicDimension;

/** The sizes of a tensor; the last one varies fastest. */
export type Shape = readonly Dimension[];

/** The dimension called `symbol`, for graphs that take pictures of any size. */
export const symbolic = (symbol: string): SymbolicDimension => ({ symbol, scale: 1, offset: 0 });

/** `dimension × scale + offset`; the caller sees to it that a symbolic result is whole for every size in use. */
export function scaled(dimension: Dimension, scale: number, offset: number): Dimension {
  if (typeof dimension === 'number') return dimension * scale + offset;
  return { symbol: dimension.symbol, scale: dimension.scale * scale, offset: dimension.offset * scale + offset };
}

/** Whether two dimensions are equal whatever the sizes are when the graph runs. */
export function sameDimension(a: Dimension, b: Dimension): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b;
  return a.symbol === b.symbol && a.scale === b.scale && a.offset === b.offset;
}

/** Whether two shapes are equal whatever the sizes are when the graph runs. */
export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((d, i) => sameDimension(d, b[i]!));

/** The dimension as people write it: `64`, `height`, `height·0.5+2`. */
export function showDimension(dimension: Dimension): string {
  if (typeof dimension === 'number') return String(dimension);
  const { symbol, scale, offset } = dimension;
  return `${symbol}${scale === 1 ? '' : `·${scale}`}${offset === 0 ? '' : `${offset > 0 ? '+' : ''}${offset}`}`;
}

/** A shape for messages, such as `[1, 3, height, width]`. */
export const showShape = (shape: Shape): string => `[${shape.map(showDimension).join(', ')}]`;

/** The shape as numbers. Throws when a dimension is symbolic: such a graph cannot use the operation that asks. */
export function staticShape(shape: Shape): readonly number[] {
  return shape.map((dimension) => {
    if (typeof dimension === 'number') return dimension;
    throw new RangeError(`expected a shape of fixed sizes, received ${showShape(shape)}`);
  });
}

/** The number of elements of a shape of fixed sizes. */
export const elementCount = (shape: Shape): number => staticShape(shape).reduce((product, size) => product * size, 1);
