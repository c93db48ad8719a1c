import { signal } from '@preact/signals';
import type { Studio } from '../studio.js';
import type { TilePixels } from '../worker/picture-info.js';
import { type Job, type ShownJob, writeTile } from './job.js';
import type { JobList } from './job-list.js';

/** The pixels of the picture that is looked at: fetched from the worker, then kept up with its tiles. */
export class ShownStore {
  /** The pixels of the current job, when they are there. */
  readonly pixels = signal<ShownJob | undefined>(undefined);
  /** Counts the tiles that have come: what is computed from pixels is then old. */
  readonly tiles = signal(0);
  /** Called with every tile of the picture that is shown. */
  onTile: ((tile: TilePixels) => void) | undefined;
  readonly #studio: Studio;
  readonly #jobs: JobList;
  /** Tiles that come while the pixels of their picture are fetched: these may be older. */
  #late: { readonly key: number; readonly tiles: TilePixels[] } | undefined;

  constructor(studio: Studio, jobs: JobList) {
    this.#studio = studio;
    this.#jobs = jobs;
  }

  /** Fetches the pixels of the current picture, unless they are there; anew when a layer has come. */
  async show(anew = false): Promise<void> {
    const job = this.#jobs.current.value;
    const before = this.pixels.value;
    if (job?.info === undefined || (!anew && before?.key === job.key && before.version === job.version)) return;
    const { key, version, info } = job;
    if (before?.key !== key) this.pixels.value = undefined;
    const late = { key, tiles: [] as TilePixels[] };
    this.#late = late;
    try {
      const pixels = await this.#studio.clean.pixels(info.id);
      const now = this.#jobs.current.value;
      if (now?.key !== key || now.version !== version) return;
      for (const tile of late.tiles) writeTile(pixels, info.width, tile);
      this.pixels.value = { key, version, ...pixels };
    } finally {
      if (this.#late === late) this.#late = undefined;
    }
  }

  /** Takes a tile of a job as it was when its cleaning began. */
  take({ key, version, info }: Job, tile: TilePixels): void {
    const { value: pixels } = this.pixels;
    if (this.#late?.key === key) this.#late.tiles.push(tile);
    if (pixels?.key !== key || pixels.version !== version) return;
    writeTile(pixels, info!.width, tile);
    this.tiles.value++;
    this.onTile?.(tile);
  }

  clear(): void {
    this.pixels.value = undefined;
  }
}
