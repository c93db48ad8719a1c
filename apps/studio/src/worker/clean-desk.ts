import {
  combineSeeds,
  createRandom,
  type Denoiser,
  type DenoiserReport,
  estimateNoise,
  grown,
  ImageError,
  type ImageSink,
  type KindOfPicture,
  Picture,
  type Progress,
  parseNoise,
  pictureKind,
  psnr,
  type Region,
  ssim,
  structureOf,
  structureReach,
} from '@cleargrain/core';
import { decodePicture, defaultFormat, defaultQuality, displayPixels, encodePicture, mostBits } from '@cleargrain/web';
import { transfer } from 'comlink';
import { CleanLayer } from './clean-layer.js';
import type { Engines } from './engines.js';
import type { MixControls } from './mix-controls.js';
import { mixPicture, mixRegion } from './mix-picture.js';
import { newPicture, type OpenPicture } from './open-picture.js';
import type {
  ComparedFigures,
  ModelTrial,
  PictureInfo,
  PixelValues,
  SaveOptions,
  ShownLayers,
  ShownPixels,
  TilePixels,
} from './picture-info.js';
import { PictureShelf } from './picture-shelf.js';
import { regionSink, regionSource, withHalo } from './region-source.js';
import { saveName, unusedName } from './save-name.js';
import { alignedRegion, overviewFactor, overviewOf } from './shown-pixels.js';
import { whole } from './whole.js';
import { zipFiles } from './zip-files.js';

// Larger pictures are measured on their middle: SSIM of 24 megapixels takes half a minute.
const largestMeasured = 2048;
/** Tiles of half a megapixel: something to see twice a second, and a short way to the end when cancelled. */
const tile = 768;

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Measures the structure of a region whose pixels have changed, and returns the region in which it has changed. */
function updateStructure({ noisy, clean, structure }: OpenPicture, region: Region): Region {
  const changed = grown(region, structureReach, whole(noisy));
  const around = grown(changed, structureReach, whole(noisy));
  const within = { ...changed, x: changed.x - around.x, y: changed.y - around.y };
  const values = structureOf(noisy.read(around), clean.read(around), within);
  for (let y = 0, from = 0; y < changed.height; y++) {
    let to = (changed.y + y) * noisy.width + changed.x;
    for (let x = 0; x < changed.width; x++) structure[to++] = Math.round(255 * values[from++]!);
  }
  return changed;
}

/** The part of a picture that a model needs for a region of it. */
async function inputFor(region: Region, denoiser: Denoiser, { noisy }: OpenPicture, { kind }: KindOfPicture): Promise<Region> {
  const { reach, visibleReach, alignment } = await denoiser.modelFor(kind);
  return withHalo(region, Number.isFinite(reach) ? (visibleReach ?? reach) : 64, alignment, noisy);
}

/** The pictures of the page Clean, and what is done with them. */
export class CleanDesk {
  readonly #engines: Engines;
  readonly #shelf = new PictureShelf();
  readonly #running = new Map<number, AbortController>();
  #next = 0;

  constructor(engines: Engines) {
    this.#engines = engines;
  }

  /** Reads a file and estimates its noise. The name may have folders before it. */
  async open(file: Blob, name: string): Promise<PictureInfo> {
    const noisy = await decodePicture(file, { name: name.replace(/^.*\//, '') });
    return this.#keep(this.#next++, newPicture(name, noisy));
  }

  /** Adds seeded noise to a picture, which thereby becomes the reference. `noise` is what `parseNoise` reads. */
  async addNoise(id: number, noise: string, seed: number): Promise<PictureInfo> {
    const made = await this.#shelf.use(id, ({ name, noisy, reference = noisy }) => {
      const result = reference.like();
      result.write(0, 0, parseNoise(noise)[0]!.apply(reference.read(whole(reference)), createRandom(combineSeeds(seed))));
      return newPicture(name, result, reference);
    });
    return this.#keep(id, made);
  }

  /** Says what the clean picture is. */
  async setReference(id: number, file: Blob, name: string): Promise<void> {
    const reference = await decodePicture(file, { name });
    await this.#shelf.use(id, (found) => {
      const { width, height, channels } = found.noisy;
      if (reference.width === width && reference.height === height && reference.channels === channels)
        return this.#shelf.put(id, { ...found, reference });
      const kind = (count: number) => (count === 1 ? 'grey' : 'colour');
      const received = `${reference.width}×${reference.height} in ${kind(reference.channels)}`;
      throw new ImageError(`${name}: expected ${width}×${height} pixels in ${kind(channels)} as in ${found.name}, received ${received}`);
    });
  }

  /** The layers of a picture, to be shown. */
  async pixels(id: number): Promise<ShownPixels> {
    return this.#shelf.use(id, ({ noisy, clean, structure, reference }) => {
      const layers: ShownLayers = {
        noisy: displayPixels(noisy),
        clean: clean.shown(whole(noisy), structure),
        ...(reference && { reference: displayPixels(reference) }),
      };
      const factor = overviewFactor(noisy);
      const small = (pixels: Uint8ClampedArray) => overviewOf(pixels, noisy, factor).pixels;
      const overview: ShownLayers | undefined =
        factor === 1
          ? undefined
          : { noisy: small(layers.noisy), clean: small(layers.clean), ...(layers.reference && { reference: small(layers.reference) }) };
      const buffers = [...Object.values(layers), ...Object.values(overview ?? {})].map(
        ({ buffer }: Uint8ClampedArray<ArrayBuffer>) => buffer,
      );
      return transfer({ ...layers, factor, overview }, buffers);
    });
  }

  /** A pixel's samples before and after. */
  async values(id: number, x: number, y: number, controls: MixControls): Promise<PixelValues> {
    return this.#shelf.use(id, ({ noisy, clean }) => {
      const region = { x, y, width: 1, height: 1 };
      const samplesOf = (picture: Picture, from: number) => Array.from(picture.samples.subarray(from, from + noisy.channels));
      const mixed = Picture.create({ ...region, channels: noisy.channels, depth: noisy.depth, origin: noisy.origin });
      mixed.write(0, 0, mixRegion(noisy, clean, region, controls));
      return { before: samplesOf(noisy, (y * noisy.width + x) * noisy.bands), after: samplesOf(mixed, 0) };
    });
  }

  /**
   * Denoises a region, or the whole picture, with the model of that name ('auto': the best that fits). Tiles come as they are done.
   * @throws the reason of `cancel`.
   */
  async clean(
    id: number,
    region: Region | undefined,
    model: string,
    onTile: (tile: TilePixels) => void,
    onProgress: (progress: Progress) => void,
  ): Promise<DenoiserReport> {
    const signal = this.#start(id);
    return this.#shelf.use(id, async (picture) => {
      const { noisy, clean, structure, kind = await pictureKind(noisy) } = picture;
      const factor = overviewFactor(noisy);
      const sink: ImageSink = {
        write(x, y, image) {
          clean.write(x, y, image);
          const changed = updateStructure(picture, { x, y, width: image.width, height: image.height });
          const region = alignedRegion(changed, factor, noisy);
          const pixels = clean.shown(region, structure);
          if (factor === 1) return onTile(transfer({ ...region, pixels, overview: undefined }, [pixels.buffer]));
          const overview = { ...overviewOf(pixels, region, factor), x: region.x / factor, y: region.y / factor };
          return onTile(transfer({ ...region, pixels, overview }, [pixels.buffer, overview.pixels.buffer]));
        },
      };
      const denoiser = await this.#engines.denoiser(model);
      signal.throwIfAborted();
      const core = region ?? whole(noisy);
      const input = region === undefined ? core : await inputFor(core, denoiser, picture, kind);
      const report = await denoiser.denoiseTo(regionSource(noisy, input), regionSink(sink, input, core), {
        kind,
        tile,
        signal,
        onProgress,
      });
      const done = { ...report, model: this.#engines.isOwn(model) ? model : report.model };
      if (region === undefined) {
        // A reference may have come meanwhile.
        await this.#shelf.use(id, (now) => now.noisy === noisy && this.#shelf.put(id, { ...now, doneWith: done.model }));
      }
      return done;
    });
  }

  /**
   * What each model makes of a region, one after another.
   * @throws the reason of `cancel`; what a model could not do, when all have been tried.
   */
  async tryModels(id: number, region: Region, models: readonly string[], onTrial: (trial: ModelTrial) => void): Promise<void> {
    const signal = this.#start(id);
    await this.#shelf.use(id, async (picture) => {
      const { noisy, reference, kind = await pictureKind(noisy) } = picture;
      const { width, height } = region;
      const before = noisy.read(region);
      const failed: string[] = [];
      const trial = async (model: string) => {
        const denoiser = await this.#engines.denoiser(model);
        const input = await inputFor(region, denoiser, picture, kind);
        const { channels, depth, origin } = noisy;
        const made = CleanLayer.create({ width, height, channels, depth, origin });
        const all = { x: 0, y: 0, width, height };
        const sink: ImageSink = { write: (x, y, image) => made.write(x - region.x, y - region.y, image) };
        const { seconds } = await denoiser.denoiseTo(regionSource(noisy, input), regionSink(sink, input, region), { kind, tile, signal });
        const after = made.read(all);
        const structure = structureOf(before, after, all);
        const pixels = made.shown(
          all,
          Uint8Array.from(structure, (value) => Math.round(255 * value)),
        );
        const figure = reference && { psnr: psnr(after, reference.read(region)) };
        onTrial(transfer({ ...region, model, seconds, pixels, ...figure }, [pixels.buffer]));
      };
      for (const model of models) {
        try {
          await trial(model);
        } catch (error) {
          signal.throwIfAborted();
          failed.push(`${model}: ${messageOf(error)}`);
        }
      }
      if (failed.length > 0) throw new Error(failed.join('; '));
    });
  }

  cancel(id: number): void {
    this.#running.get(id)?.abort(new DOMException('stopped', 'AbortError'));
  }

  /** The figures of the noisy picture and of the result, where the clean one is known. */
  async figures(id: number, controls: MixControls): Promise<ComparedFigures | undefined> {
    return this.#shelf.use(id, ({ noisy, clean, reference, doneWith }) => {
      if (reference === undefined || doneWith === undefined) return undefined;
      const [width, height] = [Math.min(noisy.width, largestMeasured), Math.min(noisy.height, largestMeasured)];
      const region = { x: (noisy.width - width) >> 1, y: (noisy.height - height) >> 1, width, height };
      const truth = reference.read(region);
      const measure = (image: typeof truth) => ({ psnr: psnr(image, truth), ssim: ssim(image, truth) });
      const part = width < noisy.width || height < noisy.height ? { part: largestMeasured } : {};
      return { noisy: measure(noisy.read(region)), clean: measure(mixRegion(noisy, clean, region, controls)), ...part };
    });
  }

  /**
   * The result as a file; its name has the folders of the input's before it.
   * @throws ImageError that names the picture, where the format cannot hold it.
   */
  async save(id: number, options: SaveOptions): Promise<{ readonly name: string; readonly file: Blob }> {
    return this.#shelf.use(id, async ({ name, noisy, clean, doneWith }) => {
      if (doneWith === undefined) throw new Error(`${name}: is not cleaned yet`);
      const format = options.format === 'same' ? defaultFormat(noisy) : options.format;
      const { metadata, quality, controls, suffix } = options;
      const depth = options.depth && (Math.min(options.depth, mostBits[format]) as 8 | 16 | 32);
      try {
        const result = mixPicture(noisy, clean, controls);
        const bytes = await encodePicture(result, { format, metadata, ...(quality && { quality }), ...(depth && { depth }) });
        return { name: saveName(name, format, suffix), file: new Blob([new Uint8Array(bytes)], { type: `image/${format}` }) };
      } catch (error) {
        throw error instanceof ImageError ? new ImageError(`${name}: ${error.message}`, { cause: error }) : error;
      }
    });
  }

  /** The results as one ZIP file, and why those that are not in it could not be saved. */
  async saveAll(ids: readonly number[], options: SaveOptions): Promise<{ readonly file: Blob; readonly failed: readonly string[] }> {
    // Names that differ by their letters' case alone are one file on some disks.
    const used = new Set<string>();
    const failed: string[] = [];
    const files = async function* (this: CleanDesk) {
      for (const id of ids) {
        try {
          const { name, file } = await this.save(id, options);
          const unused = unusedName(name, (candidate) => used.has(candidate.toLowerCase()));
          used.add(unused.toLowerCase());
          yield { name: unused, file };
        } catch (error) {
          failed.push(messageOf(error));
        }
      }
    };
    return { file: await zipFiles(files.call(this)), failed };
  }

  close(id: number): void {
    this.cancel(id);
    this.#running.delete(id);
    this.#shelf.remove(id);
  }

  /** A signal that `cancel` stops; what ran before on the picture is stopped. */
  #start(id: number): AbortSignal {
    this.cancel(id);
    const running = new AbortController();
    this.#running.set(id, running);
    return running.signal;
  }

  async #keep(id: number, picture: OpenPicture): Promise<PictureInfo> {
    const { noisy, reference } = picture;
    const { sigma, correlation } = await estimateNoise(noisy);
    this.#shelf.put(id, { ...picture, kind: await pictureKind(noisy, correlation) });
    const { width, height, channels, depth } = noisy;
    const quality = { jpeg: defaultQuality(noisy, 'jpeg'), webp: defaultQuality(noisy, 'webp') };
    return {
      id,
      width,
      height,
      channels,
      depth,
      format: defaultFormat(noisy),
      input: noisy.origin.format,
      quality,
      sigma,
      hasReference: reference !== undefined,
    };
  }
}
