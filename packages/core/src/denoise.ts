import { allFinite } from './denoise/all-finite.js';
import { blend } from './denoise/blend.js';
import type { DenoiseOptions } from './denoise/denoise-options.js';
import type { DenoiseReport } from './denoise/denoise-report.js';
import { readExtended } from './denoise/read-extended.js';
import { runNetwork } from './denoise/run-network.js';
import { sigmaFor } from './denoise/sigma-for.js';
import type { Session } from './engine.js';
import { crop } from './image/crop.js';
import type { Image } from './image/image.js';
import type { ImageSink, ImageSource, Region } from './image/region.js';
import type { Model } from './model/model.js';
import { progressAt } from './progress.js';
import { bytesPerPixel } from './tiling/bytes-per-pixel.js';
import { planTiles } from './tiling/plan-tiles.js';
import type { Tile } from './tiling/tile-plan.js';
import { invalid, numberIn, oneOf } from './validate.js';

/** Small tiles stay in memory that is in use already, and their reading and writing overlaps with the network. */
const leastMemory = 100e6;
/** For a network that looks far: its tiles are so many halos wide where this much memory holds them. */
const mostMemory = 400e6;
const halosAcross = { wanted: 16, least: 3 };

/** The memory for a tile, in bytes, with which little of the work is done twice. */
function defaultMemory(halo: number, { alignment }: Model, perPixel: number): number {
  const memoryFor = (halos: number) => perPixel * (halos * halo + alignment) ** 2;
  return Math.max(leastMemory, memoryFor(halosAcross.least), Math.min(mostMemory, memoryFor(halosAcross.wanted)));
}

/** Where a tile's core lies within its input. */
const coreWithin = ({ core, input }: Tile): Region => ({ ...core, x: core.x - input.x, y: core.y - input.y });

/** The part of the output for a tile that is the tile's core. */
function cropToCore(output: Image, tile: Tile): Image {
  const { core } = tile;
  return core.width === output.width && core.height === output.height ? output : crop(output, coreWithin(tile));
}

/** The same promise, whose failure may be looked at later without counting as unhandled meanwhile. */
function handledLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

function planFor(source: ImageSource, model: Model, options: DenoiseOptions) {
  const visible = oneOf('halo', options.halo ?? 'visible', ['visible', 'full']) === 'visible';
  const halo = visible ? (model.visibleReach ?? model.reach) : model.reach;
  const tile = options.tile === 'auto' ? undefined : options.tile;
  if (tile !== undefined && !(Number.isInteger(tile) && tile > 0)) throw invalid('tile', 'auto or a positive integer', tile);
  const { width, height } = source;
  const perPixel = bytesPerPixel(model);
  const memory = options.memory ?? defaultMemory(halo, model, perPixel);
  const plan = planTiles({ width, height, halo, alignment: model.alignment, tile, memory, bytesPerPixel: perPixel });
  const whole = plan.tiles.length === 1;
  return { tiles: plan.tiles, halo: whole ? Infinity : halo, exact: whole || halo >= model.reach };
}

/**
 * Denoises from a source to a sink, tile by tile, row by row: while the engine computes one tile the next is read and the one
 * before is written. Samples of the result may leave [0, 1]; the sink clamps them where its format must.
 * @throws RangeError for options outside their range; ImageError for samples that are not finite; ModelError when the model's
 * output is missing or has another shape; Error naming the model when its output is not finite; the signal's reason when stopped.
 */
export async function denoise(
  source: ImageSource,
  sink: ImageSink,
  model: Model,
  session: Session,
  options: DenoiseOptions = {},
): Promise<DenoiseReport> {
  const began = performance.now();
  const light = numberIn('strength', options.strength ?? 1, 0, 1);
  const chroma = source.channels === 1 ? light : numberIn('chroma', options.chroma ?? light, 0, 1);
  const { tiles, halo, exact } = planFor(source, model, options);
  const { signal, onProgress } = options;
  signal?.throwIfAborted();
  const sigma = await sigmaFor(model, source, options.sigma);

  const prepare = async (tile: Tile) => {
    const input = await readExtended(source, tile.input);
    // The engine may take the input's samples, so what is blended later is copied now.
    const noisy = light === 1 && chroma === 1 ? undefined : crop(input, coreWithin(tile));
    return { tile, input, noisy };
  };
  const compute = async (input: Image) => (light === 0 && chroma === 0 ? undefined : runNetwork(input, model, session, sigma));
  let pixelsDone = 0;
  const finish = async ({ tile, noisy }: Awaited<ReturnType<typeof prepare>>, output: Image | undefined) => {
    const clean = output && cropToCore(output, tile);
    if (clean !== undefined && !allFinite(clean.data)) throw new Error(`the model ${model.name} gave numbers that are not finite`);
    const result = noisy && clean ? blend(noisy, clean, light, chroma) : (clean ?? noisy);
    if (result !== undefined) await sink.write(tile.core.x, tile.core.y, result);
    pixelsDone += tile.core.width * tile.core.height;
    onProgress?.(progressAt(began, pixelsDone / (source.width * source.height)));
  };

  const begin = (prepared: Awaited<ReturnType<typeof prepare>>) => ({ prepared, output: handledLater(compute(prepared.input)) });

  let reading: ReturnType<typeof prepare> | undefined = handledLater(prepare(tiles[0]!));
  let computing: ReturnType<typeof begin> | undefined;
  let writing = Promise.resolve();
  try {
    computing = begin(await reading);
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
  return { tiles: tiles.length, halo, exact, ...(sigma !== undefined && { sigma }), seconds: (performance.now() - began) / 1000 };
}
