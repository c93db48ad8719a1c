import { allFinite } from './denoise/all-finite.js';
import { averageTurns } from './denoise/average-turns.js';
import { applyControls, controlsOf, takesAll } from './denoise/controls.js';
import { coreOf } from './denoise/core-of.js';
import type { DenoiseOptions } from './denoise/denoise-options.js';
import type { DenoiseReport } from './denoise/denoise-report.js';
import { structureReach } from './denoise/give-back.js';
import { readExtended } from './denoise/read-extended.js';
import { runNetwork } from './denoise/run-network.js';
import { sigmaFor } from './denoise/sigma-for.js';
import type { Session } from './engine.js';
import type { Image } from './image/image.js';
import type { ImageSink, ImageSource } from './image/region.js';
import type { Model } from './model/model.js';
import { progressAt } from './progress.js';
import { bytesPerPixel } from './tiling/bytes-per-pixel.js';
import { defaultTileMemory } from './tiling/default-tile-memory.js';
import { planTiles } from './tiling/plan-tiles.js';
import type { Tile } from './tiling/tile-plan.js';
import { invalid, oneOf } from './validate.js';

/** The same promise, whose failure may be looked at later without counting as unhandled meanwhile. */
function handledLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

function planFor(source: ImageSource, model: Model, options: DenoiseOptions, margin: number) {
  const visible = oneOf('halo', options.halo ?? 'visible', ['visible', 'full']) === 'visible';
  const halo = margin + (visible ? (model.visibleReach ?? model.reach) : model.reach);
  const tile = options.tile === 'auto' ? undefined : options.tile;
  if (tile !== undefined && !(Number.isInteger(tile) && tile > 0)) throw invalid('tile', 'auto or a positive integer', tile);
  const { width, height } = source;
  const perPixel = bytesPerPixel(model);
  const memory = options.memory ?? defaultTileMemory(model, halo);
  const plan = planTiles({ width, height, halo, alignment: model.alignment, tile, memory, bytesPerPixel: perPixel });
  const whole = plan.tiles.length === 1;
  return { tiles: plan.tiles, halo: whole ? Infinity : halo, exact: whole || halo >= margin + model.reach };
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
  const controls = controlsOf(source, options);
  const { tiles, halo, exact } = planFor(source, model, options, controls.detail > 0 || controls.grain > 0 ? structureReach : 0);
  const { signal, onProgress, best = false } = options;
  signal?.throwIfAborted();
  const { sigma, skipped } = await sigmaFor(model, source, options);
  const asItIs = skipped || (controls.light === 0 && controls.chroma === 0);

  const prepare = async (tile: Tile) => {
    const input = await readExtended(source, tile.input);
    // The engine may take the input's samples, so what is blended later is copied now.
    const noisy = asItIs || takesAll(controls) ? undefined : { ...input, data: input.data.slice() };
    return { tile, input, noisy };
  };
  const run = async (input: Image) => {
    signal?.throwIfAborted();
    return runNetwork(input, model, session, sigma);
  };
  const compute = async (input: Image) => (asItIs ? input : best ? averageTurns(input, run) : run(input));
  let pixelsDone = 0;
  const finish = async ({ tile, noisy }: Awaited<ReturnType<typeof prepare>>, output: Image) => {
    if (!allFinite(output.data)) throw new Error(`the model ${model.name} gave numbers that are not finite`);
    const result = noisy === undefined ? coreOf(output, tile) : await applyControls(noisy, output, tile, controls);
    await sink.write(tile.core.x, tile.core.y, result);
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
  const told = model.sigmaInput === undefined || sigma === undefined ? {} : { sigma };
  return { tiles: tiles.length, halo, exact, skipped, ...told, seconds: (performance.now() - began) / 1000 };
}
