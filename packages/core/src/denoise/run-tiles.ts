import type { Tile } from '../tiling/tile-plan.js';

/** What is done with a tile, one step after the other. */
export interface TileSteps<Prepared, Output> {
  prepare(tile: Tile): Promise<Prepared>;
  compute(prepared: Prepared): Promise<Output>;
  finish(prepared: Prepared, output: Output): Promise<void>;
}

/** The same promise, whose failure may be looked at later without counting as unhandled meanwhile. */
function handledLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/**
 * Takes the tiles through their steps, in their order: while the engine computes one, the next is read and the one before is written.
 * @throws what the first step that fails throws, or the signal's reason; no step runs any more then.
 */
export async function runTiles<Prepared, Output>(
  tiles: readonly Tile[],
  { prepare, compute, finish }: TileSteps<Prepared, Output>,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const begin = (prepared: Prepared) => ({ prepared, output: handledLater(compute(prepared)) });
  let reading: Promise<Prepared> | undefined = handledLater(prepare(tiles[0]!));
  let computing: ReturnType<typeof begin> | undefined;
  let writing = Promise.resolve();
  try {
    const first = await reading;
    signal?.throwIfAborted();
    computing = begin(first);
    for (let index = 1; computing !== undefined; index++) {
      const { prepared, output } = computing;
      const following = tiles[index];
      reading = following && handledLater(prepare(following));
      await writing;
      const clean = await output;
      const next = await reading;
      signal?.throwIfAborted();
      // The engine gets its next tile before this one is written: it never waits.
      computing = next && begin(next);
      writing = handledLater(finish(prepared, clean));
    }
    await writing;
  } finally {
    // Nothing of this call goes on after it has ended, also when one of its parts has failed.
    await Promise.allSettled([reading, computing?.output, writing]);
  }
}
