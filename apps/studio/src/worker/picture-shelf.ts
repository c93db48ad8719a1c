import { createSamples, Picture, type Samples } from '@cleargrain/core';
import { CleanLayer } from './clean-layer.js';
import type { OpenPicture } from './open-picture.js';

/** What open pictures may take together in memory, in bytes. A single one that is in use may take more. */
export const memoryForPictures = 512e6;

interface SetAside extends Omit<OpenPicture, 'noisy' | 'clean' | 'structure' | 'reference'> {
  readonly noisy: PictureFile;
  readonly clean: PictureFile;
  readonly reference?: PictureFile;
  readonly structure: Blob;
}

interface PictureFile {
  readonly blank: Omit<ConstructorParameters<typeof Picture>[0], 'samples'>;
  readonly depth: Picture['depth'];
  readonly samples: Blob;
}

interface Place {
  picture?: Promise<OpenPicture>;
  bytes: number;
  aside?: SetAside;
  users: number;
  lastUse: number;
}

function toFile({ width, height, channels, hasAlpha, origin, depth, samples }: Picture): PictureFile {
  return { blank: { width, height, channels, hasAlpha, origin }, depth, samples: new Blob([copyable(samples)]) };
}

const copyable = ({ buffer, byteOffset, byteLength }: Samples) => new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

async function fromFile({ blank, depth, samples }: PictureFile): Promise<Picture> {
  const memory = await samples.arrayBuffer();
  return new Picture({ ...blank, samples: createSamples(depth, (memory.byteLength * 8) / depth, memory) });
}

function bytesOf({ noisy, clean, reference, structure }: OpenPicture): number {
  return noisy.samples.byteLength + clean.stored.samples.byteLength + structure.byteLength + (reference?.samples.byteLength ?? 0);
}

/**
 * The open pictures. Those that were not used for longest are set aside as blobs, which a browser keeps on disk, as soon as all together take
 * more memory than is allowed.
 */
export class PictureShelf {
  readonly #places = new Map<number, Place>();
  readonly #bound: number;
  #clock = 0;

  constructor(bound = memoryForPictures) {
    this.#bound = bound;
  }

  /** What the pictures that are not set aside take, in bytes. */
  get bytes(): number {
    return [...this.#places.values()].reduce((sum, { picture, bytes }) => sum + (picture === undefined ? 0 : bytes), 0);
  }

  /** Puts a picture in, in place of the one with that number. */
  put(id: number, picture: OpenPicture): void {
    const { users } = this.#places.get(id) ?? { users: 0 };
    this.#places.set(id, { picture: Promise.resolve(picture), bytes: bytesOf(picture), users, lastUse: ++this.#clock });
    void this.#setAside();
  }

  remove(id: number): void {
    this.#places.delete(id);
  }

  /**
   * Does something with a picture, which stays in memory until that is done.
   * @throws Error when there is none with that number.
   */
  async use<T>(id: number, work: (picture: OpenPicture) => T | Promise<T>): Promise<T> {
    const place = this.#places.get(id);
    if (place === undefined) throw new Error('the picture is closed');
    place.users++;
    place.lastUse = ++this.#clock;
    try {
      place.picture ??= this.#bringBack(place);
      await this.#setAside();
      return await work(await place.picture);
    } finally {
      // It may have been put in anew meanwhile.
      const now = this.#places.get(id);
      if (now !== undefined) now.users--;
      if (now !== place) place.users--;
      await this.#setAside();
    }
  }

  /** Reads what was set aside; where that fails it stays set aside. */
  #bringBack(place: Place): Promise<OpenPicture> {
    const picture = this.#fetch(place.aside!);
    picture.then(
      () => delete place.aside,
      () => delete place.picture,
    );
    return picture;
  }

  async #fetch({ noisy, clean, reference, structure, ...others }: SetAside): Promise<OpenPicture> {
    return {
      ...others,
      noisy: await fromFile(noisy),
      clean: new CleanLayer(await fromFile(clean)),
      structure: new Uint8Array(await structure.arrayBuffer()),
      ...(reference && { reference: await fromFile(reference) }),
    };
  }

  async #setAside(): Promise<void> {
    while (this.bytes > this.#bound) {
      const idle = [...this.#places.values()].filter(({ picture, users }) => picture !== undefined && users === 0);
      const [oldest, ...others] = idle.sort((a, b) => a.lastUse - b.lastUse);
      // The one that was used last stays: it is the one that is looked at.
      if (oldest?.picture === undefined || (others.length === 0 && oldest.lastUse === this.#clock)) return;
      const { noisy, clean, reference, structure, ...rest } = await oldest.picture;
      if (oldest.users > 0 || oldest.picture === undefined) continue;
      try {
        oldest.aside = {
          ...rest,
          noisy: toFile(noisy),
          clean: toFile(clean.stored),
          structure: new Blob([copyable(structure)]),
          ...(reference && { reference: toFile(reference) }),
        };
      } catch {
        // No room for it elsewhere either: it stays.
        return;
      }
      delete oldest.picture;
    }
  }
}
