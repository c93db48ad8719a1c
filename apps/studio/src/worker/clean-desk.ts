import {
  combineSeeds,
  createRandom,
  type DenoiserReport,
  estimateNoise,
  ImageError,
  type ImageSink,
  type Picture,
  type Progress,
  parseNoise,
  pictureKind,
  psnr,
  type Region,
  ssim,
} from '@cleargrain/core';
import { decodePicture, defaultFormat, displayPixels, encodePicture } from '@cleargrain/web';
import { transfer } from 'comlink';
import { zipSync } from 'fflate';
import { blendPicture } from './blend-picture.js';
import type { Engines } from './engines.js';
import type { OpenPicture } from './open-picture.js';
import type { PictureFigures, PictureInfo, SaveOptions, TilePixels } from './picture-info.js';
import { regionSink, regionSource, withHalo } from './region-source.js';
import { saveName, uniqueNames } from './save-name.js';
import { imagePixels } from './tile-pixels.js';

// Larger pictures are measured on their middle: SSIM of 24 megapixels takes half a minute.
const largestMeasured = 2048;

const whole = ({ width, height }: Picture): Region => ({ x: 0, y: 0, width, height });

/** The pictures of the page Clean, and what is done with them. */
export class CleanDesk {
  readonly #engines: Engines;
  readonly #pictures = new Map<number, OpenPicture>();
  readonly #running = new Map<number, AbortController>();
  #next = 0;

  constructor(engines: Engines) {
    this.#engines = engines;
  }

  /** Reads a file and estimates its noise. */
  async open(file: Blob, name: string): Promise<PictureInfo> {
    const noisy = await decodePicture(file, { name });
    return this.#keep(this.#next++, { name, noisy, clean: noisy.like() });
  }

  /** Adds seeded noise to a picture, which thereby becomes the reference. `noise` is what `parseNoise` reads. */
  async addNoise(id: number, noise: string, seed: number): Promise<PictureInfo> {
    const { name, noisy, reference = noisy } = this.#picture(id);
    const made = reference.like();
    made.write(0, 0, parseNoise(noise)[0]!.apply(reference.read(whole(reference)), createRandom(combineSeeds(seed))));
    return this.#keep(id, { name, noisy: made, clean: made.like(), reference });
  }

  /** Says what the clean picture is. */
  async setReference(id: number, file: Blob, name: string): Promise<PictureInfo> {
    const picture = this.#picture(id);
    const reference = await decodePicture(file, { name });
    const { width, height, channels } = picture.noisy;
    if (reference.width !== width || reference.height !== height || reference.channels !== channels) {
      const kind = channels === 1 ? 'grey' : 'colour';
      throw new ImageError(
        `${name}: expected ${width}×${height} pixels in ${kind} as in ${picture.name}, received ${reference.width}×${reference.height}`,
      );
    }
    const info = await this.#keep(id, { ...picture, reference });
    const referencePixels = displayPixels(reference);
    return transfer({ ...info, referencePixels }, [info.pixels.buffer, info.clean.buffer, referencePixels.buffer]);
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
    this.cancel(id);
    const picture = this.#picture(id);
    const { noisy, clean, kind = await pictureKind(noisy) } = picture;
    const running = new AbortController();
    this.#running.set(id, running);
    const { signal } = running;
    const sink: ImageSink = {
      write(x, y, image) {
        clean.write(x, y, image);
        const pixels = imagePixels(image);
        onTile(transfer({ x, y, width: image.width, height: image.height, pixels }, [pixels.buffer]));
      },
    };
    try {
      const denoiser = await this.#engines.denoiser(model);
      signal.throwIfAborted();
      const { reach, visibleReach, alignment } = await denoiser.modelFor(kind.kind);
      const core = region ?? whole(noisy);
      const input = region === undefined ? core : withHalo(core, Number.isFinite(reach) ? (visibleReach ?? reach) : 64, alignment, noisy);
      // Tiles of half a megapixel: something to see twice a second, and a short way to the end when cancelled.
      const report = await denoiser.denoiseTo(regionSource(noisy, input), regionSink(sink, input, core), {
        kind,
        tile: 768,
        signal,
        onProgress,
      });
      if (region === undefined && this.#pictures.get(id) === picture) this.#pictures.set(id, { ...picture, doneWith: report.model });
      return report;
    } finally {
      if (this.#running.get(id) === running) this.#running.delete(id);
    }
  }

  cancel(id: number): void {
    this.#running.get(id)?.abort(new DOMException('stopped', 'AbortError'));
  }

  /** The figures of the noisy picture and of the result, where the clean one is known. */
  figures(id: number, strength: number, chroma: number): { readonly noisy: PictureFigures; readonly clean: PictureFigures } | undefined {
    const { noisy, clean, reference, doneWith } = this.#picture(id);
    if (reference === undefined || doneWith === undefined) return undefined;
    const [width, height] = [Math.min(noisy.width, largestMeasured), Math.min(noisy.height, largestMeasured)];
    const region = { x: (noisy.width - width) >> 1, y: (noisy.height - height) >> 1, width, height };
    const truth = reference.read(region);
    const measure = (picture: Picture) => {
      const image = picture.read(region);
      return { psnr: psnr(image, truth), ssim: ssim(image, truth) };
    };
    return { noisy: measure(noisy), clean: measure(blendPicture(noisy, clean, strength, chroma)) };
  }

  /** The result as a file. */
  async save(id: number, options: SaveOptions): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
    const { name, noisy, clean, doneWith } = this.#picture(id);
    if (doneWith === undefined) throw new Error(`${name}: is not cleaned yet`);
    const format = options.format === 'same' ? defaultFormat(noisy) : options.format;
    const result = blendPicture(noisy, clean, options.strength, options.chroma);
    const bytes = await encodePicture(result, { format, metadata: options.metadata });
    return transfer({ name: saveName(name, format), bytes }, [bytes.buffer]);
  }

  /** The results as one ZIP file. */
  async saveAll(ids: readonly number[], options: SaveOptions): Promise<Uint8Array> {
    const files: { name: string; bytes: Uint8Array }[] = [];
    for (const id of ids) files.push(await this.save(id, options));
    const names = uniqueNames(files.map(({ name }) => name));
    const zip = zipSync(Object.fromEntries(files.map(({ bytes }, index) => [names[index]!, bytes])), { level: 0 });
    return transfer(zip, [zip.buffer]);
  }

  close(id: number): void {
    this.cancel(id);
    this.#pictures.delete(id);
  }

  #picture(id: number): OpenPicture {
    const picture = this.#pictures.get(id);
    if (picture === undefined) throw new Error('the picture is closed');
    return picture;
  }

  async #keep(id: number, picture: OpenPicture): Promise<PictureInfo> {
    const { name, noisy, reference } = picture;
    const { sigma } = await estimateNoise(noisy);
    this.#pictures.set(id, { ...picture, kind: await pictureKind(noisy) });
    const { width, height, channels, depth } = noisy;
    const pixels = displayPixels(noisy);
    const format = defaultFormat(noisy);
    // Copied here: of 24 megapixels it would hold the page for a moment.
    const clean = pixels.slice();
    return transfer({ id, name, width, height, channels, depth, format, sigma, hasReference: reference !== undefined, pixels, clean }, [
      pixels.buffer,
      clean.buffer,
    ]);
  }
}
