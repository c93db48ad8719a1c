/**
 * The first bytes of a stream (fewer when it is shorter), and the whole stream, they included. `close` ends the stream, also where nobody has begun
 * to read the whole.
 */
export async function peek(
  pieces: AsyncIterable<Uint8Array>,
  count: number,
): Promise<{ readonly first: Uint8Array; readonly whole: AsyncIterable<Uint8Array>; readonly close: () => Promise<void> }> {
  const iterator = pieces[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let size = 0;
  while (size < count) {
    const { done, value } = await iterator.next();
    if (done) break;
    held.push(value);
    size += value.length;
  }
  const close = async () => {
    await iterator.return?.();
  };
  async function* whole() {
    try {
      yield* held;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await close();
    }
  }
  return { first: Buffer.concat(held).subarray(0, count), whole: whole(), close };
}
