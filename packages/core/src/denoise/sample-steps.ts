import type { Session } from '../engine.js';
import { ModelError } from '../errors.js';
import { sampleNames } from '../graph/onnx/take-samples.js';
import { reflectedPlace } from '../image/reflected-place.js';
import type { Region } from '../image/region.js';
import type { Model } from '../model/model.js';
import type { SampleBlock, SampleSink, SampleSource } from '../picture/sample-block.js';
import type { Tile } from '../tiling/tile-plan.js';
import { coreWithin } from './core-of.js';
import { expectSize, extendedRange } from './read-extended.js';
import type { TileSteps } from './run-tiles.js';

/** A graph that takes and gives a picture's samples. */
export type SampleSession = Session<Uint8Array | Uint16Array>;

/** Reads a region that may go past the right and bottom of the picture, which continues there as its own reflection. */
async function readBlock(source: SampleSource, region: Region): Promise<SampleBlock> {
  const columns = extendedRange(region.x, region.width, source.width);
  const rows = extendedRange(region.y, region.height, source.height);
  const part = await source.readSamples({ x: columns.first, y: rows.first, width: columns.count, height: rows.count });
  expectSize(part, { width: columns.count, height: rows.count, channels: source.channels });
  if (columns.surplus === 0 && rows.surplus === 0) return part;
  const { width, height } = region;
  const { channels, samples: inside } = part;
  const samples = inside instanceof Uint16Array ? new Uint16Array(width * height * channels) : new Uint8Array(width * height * channels);
  const across = Int32Array.from({ length: width }, (_, column) => reflectedPlace(region.x - columns.first + column, part.width));
  for (let row = 0; row < height; row++) {
    const from = reflectedPlace(region.y - rows.first + row, part.height) * part.width;
    for (let column = 0; column < width; column++) {
      const pixel = (from + across[column]!) * channels;
      for (let channel = 0; channel < channels; channel++) samples[(row * width + column) * channels + channel] = inside[pixel + channel]!;
    }
  }
  return { width, height, channels, samples };
}

async function run({ width, height, channels, samples }: SampleBlock, model: Model, session: SampleSession): Promise<SampleBlock> {
  const shape = [1, height, width, channels];
  const outputs = await session.run({ [sampleNames.samples]: { data: samples, shape } });
  const result = outputs[sampleNames.result];
  if (result === undefined || result.shape.some((size, axis) => size !== shape[axis])) {
    throw new ModelError(`expected the shape [${shape.join(', ')}] from the model ${model.name}, it gave [${result?.shape.join(', ')}]`);
  }
  if (outputs[sampleNames.broken]?.data[0] !== 0) throw new Error(`the model ${model.name} gave numbers that are not finite`);
  return { width, height, channels, samples: result.data };
}

/** The steps of a tile that goes to the engine and comes back as the file's own samples: the engine makes floats of them and rounds. */
export function sampleSteps(
  source: SampleSource,
  sink: SampleSink,
  model: Model,
  session: SampleSession,
  signal: AbortSignal | undefined,
  done: (tile: Tile) => void,
): TileSteps<{ readonly tile: Tile; readonly block: SampleBlock }, SampleBlock> {
  return {
    prepare: async (tile) => ({ tile, block: await readBlock(source, tile.input) }),
    compute: async ({ block }) => {
      signal?.throwIfAborted();
      return run(block, model, session);
    },
    finish: async ({ tile }, output) => {
      await sink.writeSamples(tile.core.x, tile.core.y, output, coreWithin(tile));
      done(tile);
    },
  };
}
