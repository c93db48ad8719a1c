import { abortable } from './abortable.js';
import { type Controls, controlsOf, takesAll } from './denoise/controls.js';
import type { DenoiseOptions } from './denoise/denoise-options.js';
import type { DenoiseReport } from './denoise/denoise-report.js';
import { floatSteps } from './denoise/float-steps.js';
import { structureReach } from './denoise/give-back.js';
import { type ModelSessions, modelSessions } from './denoise/model-sessions.js';
import { runTiles } from './denoise/run-tiles.js';
import { sampleSteps } from './denoise/sample-steps.js';
import { sigmaFor } from './denoise/sigma-for.js';
import type { Session } from './engine.js';
import type { ImageSink, ImageSource } from './image/region.js';
import type { Model } from './model/model.js';
import { isSampleSink, isSampleSource } from './picture/sample-block.js';
import { progressAt } from './progress.js';
import { bytesPerPixel } from './tiling/bytes-per-pixel.js';
import { defaultTileMemory } from './tiling/default-tile-memory.js';
import { planTiles } from './tiling/plan-tiles.js';
import type { Tile } from './tiling/tile-plan.js';
import { invalid, oneOf } from './validate.js';

function planFor(source: ImageSource, model: Model, options: DenoiseOptions, margin: number) {
  const visible = oneOf('halo', options.halo ?? 'visible', ['visible', 'full']) === 'visible';
  const halo = margin + (visible ? (model.visibleReach ?? model.reach) : model.reach);
  const tile = options.tile === 'auto' ? undefined : options.tile;
  if (tile !== undefined && !(Number.isInteger(tile) && tile > 0)) throw invalid('tile', 'auto or a positive integer', tile);
  const { width, height } = source;
  const perPixel = bytesPerPixel(model);
  const memory = options.memory ?? defaultTileMemory(model, halo, width * height);
  const plan = planTiles({ width, height, halo, alignment: model.alignment, tile, memory, bytesPerPixel: perPixel });
  const whole = plan.tiles.length === 1;
  return { tiles: plan.tiles, halo: whole ? Infinity : halo, exact: whole || halo >= margin + model.reach };
}

/** Source, sink and session for samples that need not become floats on their way; undefined where something wants floats. */
async function onSamples(
  source: ImageSource,
  sink: ImageSink,
  { sigmaInput, channels }: Model,
  sessions: ModelSessions,
  controls: Controls,
) {
  if (!takesAll(controls) || sigmaInput !== undefined || channels !== source.channels) return undefined;
  if (!isSampleSource(source) || !isSampleSink(sink) || source.depth === 32 || source.depth !== sink.depth) return undefined;
  const session = await sessions.samples(source.depth);
  return session && { source, sink, session };
}

/**
 * Denoises from a source to a sink, tile by tile, row by row: while the engine computes one tile the next is read and the one
 * before is written. Samples of the result may leave [0, 1]; the sink clamps them where its format must. Where source, sink and session
 * all know samples of 8 or 16 bits and the network's output is the result, the engine takes and gives those.
 * @throws RangeError for options outside their range; ImageError for samples that are not finite; ModelError when the model's
 * output is missing or has another shape; Error naming the model when its output is not finite; the signal's reason as soon as it is aborted: the
 * tile that the engine computes then is not waited for, and no read or write begins any more.
 */
export async function denoise(
  source: ImageSource,
  sink: ImageSink,
  model: Model,
  session: Session | ModelSessions,
  options: DenoiseOptions = {},
): Promise<DenoiseReport> {
  return abortable(denoiseTiles(source, sink, model, session, options), options.signal);
}

async function denoiseTiles(
  source: ImageSource,
  sink: ImageSink,
  model: Model,
  session: Session | ModelSessions,
  options: DenoiseOptions,
): Promise<DenoiseReport> {
  const began = performance.now();
  const controls = controlsOf(source, options);
  const { tiles, halo, exact } = planFor(source, model, options, controls.detail > 0 || controls.grain > 0 ? structureReach : 0);
  const { signal, onProgress, best = false } = options;
  signal?.throwIfAborted();
  const { sigma, skipped } = await sigmaFor(model, source, options);
  const asItIs = skipped || (controls.light === 0 && controls.chroma === 0);

  let pixelsDone = 0;
  const done = ({ core }: Tile) => {
    pixelsDone += core.width * core.height;
    if (signal?.aborted) return;
    onProgress?.(progressAt(began, pixelsDone / (source.width * source.height)));
  };
  const sessions = modelSessions(session);
  const direct = asItIs || best ? undefined : await onSamples(source, sink, model, sessions, controls);
  if (direct === undefined) {
    const floats = asItIs ? undefined : await sessions.floats();
    await runTiles(tiles, floatSteps(source, sink, model, floats, { controls, best, sigma, signal }, done), signal);
  } else {
    await runTiles(tiles, sampleSteps(direct.source, direct.sink, model, direct.session, signal, done), signal);
  }
  const told = model.sigmaInput === undefined || sigma === undefined ? {} : { sigma };
  return { tiles: tiles.length, halo, exact, skipped, ...told, seconds: (performance.now() - began) / 1000 };
}
