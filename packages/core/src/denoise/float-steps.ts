import type { Session } from '../engine.js';
import type { Image } from '../image/image.js';
import type { ImageSink, ImageSource } from '../image/region.js';
import type { Model } from '../model/model.js';
import type { Tile } from '../tiling/tile-plan.js';
import { turn } from '../turn.js';
import { allFinite } from './all-finite.js';
import { averageTurns } from './average-turns.js';
import { applyControls, type Controls, takesAll } from './controls.js';
import { coreOf } from './core-of.js';
import { readExtended } from './read-extended.js';
import { runNetwork } from './run-network.js';
import type { TileSteps } from './run-tiles.js';

/** A tile on its way: what the engine takes, and a copy for what is blended later. */
interface PreparedTile {
  readonly tile: Tile;
  readonly input: Image;
  readonly noisy: Image | undefined;
}

export interface FloatStepsOptions {
  readonly controls: Controls;
  /** See `DenoiseOptions.best`. */
  readonly best: boolean;
  /** The noise level in grey levels for a network that is told it. */
  readonly sigma: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The steps of a tile as floats; without a session the tile goes on as it is. */
export function floatSteps(
  source: ImageSource,
  sink: ImageSink,
  model: Model,
  session: Session | undefined,
  { controls, best, sigma, signal }: FloatStepsOptions,
  done: (tile: Tile) => void,
): TileSteps<PreparedTile, Image> {
  const run = async (input: Image, session: Session) => {
    signal?.throwIfAborted();
    return runNetwork(input, model, session, sigma);
  };
  return {
    async prepare(tile) {
      const input = await readExtended(source, tile.input, signal);
      // The engine may take the input's samples, so what is blended later is copied now.
      const noisy = session === undefined || takesAll(controls) ? undefined : { ...input, data: input.data.slice() };
      return { tile, input, noisy };
    },
    async compute({ input }) {
      if (session === undefined) return input;
      return best ? averageTurns(input, (turned) => run(turned, session)) : run(input, session);
    },
    async finish({ tile, noisy }, output) {
      await turn();
      signal?.throwIfAborted();
      if (!allFinite(output.data)) throw new Error(`the model ${model.name} gave numbers that are not finite`);
      await turn();
      signal?.throwIfAborted();
      const result = await (noisy === undefined ? coreOf(output, tile) : applyControls(noisy, output, tile, controls, signal));
      await turn();
      signal?.throwIfAborted();
      await sink.write(tile.core.x, tile.core.y, result);
      done(tile);
    },
  };
}
