import { bandsOf } from '../image/bands.js';
import type { Image } from '../image/image.js';
import { imageSource } from '../image/image-source.js';
import { readInBands } from '../image/read-in-bands.js';
import { turn } from '../turn.js';
import { Picture } from './picture.js';
import type { PictureOrigin } from './picture-origin.js';
import { convertSamples, createSamples, type SampleDepth, type Samples } from './samples.js';

/** An image that knows the file it came from, so that all that is not pixels is given back when it is written. */
export interface ImageFromFile extends Image {
  /** The file that it came from. Default: none. */
  readonly origin?: PictureOrigin & {
    /** The alpha plane, `[height, width]`, in the file's depth. */
    readonly alpha?: Samples;
  };
}

const fresh: PictureOrigin = { format: 'png', depth: 8, metadata: {} };
const pixelsAtOnce = 2 ** 18;

/** Goes through so many pixels in stretches; the event loop goes on in between. */
async function inStretches(count: number, work: (start: number, end: number) => void): Promise<void> {
  for (let start = 0; start < count; start += pixelsAtOnce) {
    if (start > 0) await turn();
    work(start, Math.min(start + pixelsAtOnce, count));
  }
}

/** The picture of a file as floats of nominal range [0, 1], with what else the file held. The event loop goes on meanwhile. */
export async function imageOfPicture(picture: Picture): Promise<ImageFromFile> {
  const { width, height, channels, bands, samples, origin } = picture;
  const image = await readInBands({ x: 0, y: 0, width, height }, channels, (band) => picture.read(band));
  if (!picture.hasAlpha) return { ...image, origin };
  const alpha = createSamples(picture.depth, width * height);
  await inStretches(alpha.length, (start, end) => {
    for (let i = start; i < end; i++) alpha[i] = samples[i * bands + channels]!;
  });
  return { ...image, origin: { ...origin, alpha } };
}

/**
 * An image as the picture of a file: in `depth`, by default that of its `origin`; 8 bits without one. Samples are rounded and clamped. The event loop goes
 * on meanwhile.
 * @throws RangeError when the alpha plane is not of the image's size; ImageError for a sample that is not a number.
 */
export async function pictureOfImage(image: ImageFromFile, depth?: SampleDepth): Promise<Picture> {
  const { width, height, channels } = image;
  const { alpha, ...origin } = image.origin ?? { ...fresh, alpha: undefined };
  if (alpha !== undefined && alpha.length !== width * height) {
    throw new RangeError(`expected an alpha plane of ${width}×${height}, received ${alpha.length} samples`);
  }
  const picture = Picture.create({ width, height, channels, hasAlpha: alpha !== undefined, depth: depth ?? origin.depth, origin });
  const source = imageSource(image);
  for (const band of bandsOf({ x: 0, y: 0, width, height }, channels)) {
    if (band.y > 0) await turn();
    picture.write(0, band.y, await source.read(band));
  }
  if (alpha === undefined) return picture;
  const { bands, samples } = picture;
  await inStretches(alpha.length, (start, end) => {
    const part = createSamples(picture.depth, end - start);
    convertSamples(alpha.subarray(start, end), part);
    for (let i = start; i < end; i++) samples[i * bands + channels] = part[i - start]!;
  });
  return picture;
}
