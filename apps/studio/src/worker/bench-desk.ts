import { createImage, createRandom, type Denoiser, type Engine, type Image } from '@cleargrain/core';
import { createDenoiser, createEngine, modelShelf } from '@cleargrain/web';

/** One line of the performance page. */
export interface BenchRow {
  /** The device as it was asked for, such as `WebAssembly, 2 threads`. */
  readonly device: string;
  readonly model?: string;
  /** Width and height of the picture, in pixels. */
  readonly side?: number;
  /** The median of the runs. */
  readonly millisecondsPerMegapixel?: number;
  readonly runs?: number;
  /** Why the device or the model gives no number. */
  readonly problem?: string;
}

/** Sides of the pictures: the largest that takes no longer than `patience` counts. */
const sides = [64, 128, 256, 512, 1024, 2048];
const patience = 1500;
const runs = 3;

function noisyPicture(side: number, channels: 1 | 3): Image {
  const random = createRandom(1);
  const image = createImage(side, side, channels);
  for (let i = 0; i < image.data.length; i++) image.data[i] = 0.5 + 0.1 * random.normal();
  return image;
}

async function timeOf(denoiser: Denoiser, image: Image): Promise<number> {
  const started = performance.now();
  await denoiser.denoise(image);
  return performance.now() - started;
}

/** Pictures grow until one takes too long; the last size is measured again, and the median counts. */
async function measure(denoiser: Denoiser, channels: 1 | 3): Promise<Pick<BenchRow, 'side' | 'millisecondsPerMegapixel' | 'runs'>> {
  let side = sides[0]!;
  for (const larger of sides) {
    side = larger;
    // The first run of a size prepares it.
    await timeOf(denoiser, noisyPicture(side, channels));
    if ((await timeOf(denoiser, noisyPicture(side, channels))) * 3 > patience) break;
  }
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await timeOf(denoiser, noisyPicture(side, channels)));
  const median = times.sort((a, b) => a - b)[times.length >> 1]!;
  return { side, millisecondsPerMegapixel: median / (side ** 2 / 1e6), runs };
}

/** Measures the models of the site on every device of this browser. */
export class BenchDesk {
  readonly #models: string;

  /** `models` is the address of the list of models. */
  constructor(models: string) {
    this.#models = models;
  }

  /**
   * Measures one model, or all of them.
   * @throws Error when the site has no model of that name.
   */
  async run(onRow: (row: BenchRow) => void, model?: string): Promise<void> {
    const names = await modelShelf(this.#models).names();
    if (model !== undefined && !names.includes(model)) throw new Error(`model: expected one of ${names.join(', ')}, received '${model}'`);
    const measured = model === undefined ? names : [model];
    const most = globalThis.crossOriginIsolated ? Math.min(16, navigator.hardwareConcurrency || 1) : 1;
    for (const threads of new Set([1, most])) {
      await this.#measure(
        `WebAssembly, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
        () => createEngine({ device: 'wasm', threads }),
        measured,
        onRow,
      );
    }
    await this.#measure('WebGPU', () => createEngine({ device: 'webgpu' }), measured, onRow);
  }

  /** What the model takes on the engine, or why it gives no number. */
  async #row(model: string, engine: Engine): Promise<Pick<BenchRow, 'side' | 'millisecondsPerMegapixel' | 'runs' | 'problem'>> {
    try {
      const denoiser = await createDenoiser({ model, models: this.#models, engine });
      try {
        const { channels } = await denoiser.modelFor(3);
        return await measure(denoiser, channels);
      } finally {
        await denoiser.close();
      }
    } catch (error) {
      return { problem: error instanceof Error ? error.message : String(error) };
    }
  }

  async #measure(device: string, start: () => Promise<Engine>, models: readonly string[], onRow: (row: BenchRow) => void): Promise<void> {
    let engine: Engine;
    try {
      engine = await start();
    } catch (error) {
      return onRow({ device, problem: error instanceof Error ? error.message : String(error) });
    }
    try {
      for (const model of models) {
        onRow({ device, model, ...(await this.#row(model, engine)) });
      }
    } finally {
      await engine.close();
    }
  }
}
