import { ImageError } from '../errors.js';
import { pixelLimit } from '../picture/expect-within-pixel-limit.js';

/** What the header of a YUV4MPEG2 (Y4M) video says of its frames. */
export interface VideoFormat {
  /** Pixels a row of luma. */
  readonly width: number;
  /** Rows of luma. */
  readonly height: number;
  /** Luma pixels a sample of colour difference covers, across and down; undefined for video without colour. */
  readonly chroma: { readonly across: number; readonly down: number } | undefined;
  /** Whether a plane of alpha follows each frame's colour. */
  readonly hasAlpha: boolean;
  /** Bits a sample, 8 to 16; more than 8 are stored as two bytes, the low one first. */
  readonly bits: number;
  /** Whether samples use all of their range (as in JPEG), not 16 to 235 of 255 (as on television). */
  readonly fullRange: boolean;
}

/** What a Y4M video begins with. */
export const videoMagic = 'YUV4MPEG2 ';

/** The largest header that is looked at, in bytes. */
export const longestHeader = 4096;

const samplings: Readonly<Record<string, VideoFormat['chroma']>> = {
  mono: undefined,
  410: { across: 4, down: 4 },
  411: { across: 4, down: 1 },
  420: { across: 2, down: 2 },
  422: { across: 2, down: 1 },
  444: { across: 1, down: 1 },
};
const known = '420 (jpeg, mpeg2, paldv), 422, 444, 444alpha, 411, 410 or mono, 8 to 16 bits such as 420p10';

const parsePositive = (text: string | undefined) => (text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : 0);

/**
 * Reads a video's first line, such as `YUV4MPEG2 W1920 H1080 F25:1 Ip A1:1 C420p10 XCOLORRANGE=LIMITED`. Without C it is 4:2:0 of 8 bits, without
 * a range that of television.
 * @throws ImageError when it is none, or of more than 400 megapixels a frame.
 */
export function parseVideoFormat(line: string): VideoFormat {
  const [magic, ...parameters] = line.split(' ');
  if (magic !== videoMagic.trim()) throw new ImageError(`not a Y4M video, expected ${videoMagic.trim()} at its beginning`);
  const value = (tag: string) => parameters.find((parameter) => parameter.startsWith(tag))?.slice(tag.length);
  const [width, height] = [parsePositive(value('W')), parsePositive(value('H'))];
  if (width === 0 || height === 0) throw new ImageError('a Y4M video without a size, expected W and H in its first line');
  if (width * height > pixelLimit) {
    throw new ImageError(`a video of ${width}×${height} pixels, expected at most ${pixelLimit / 1e6} megapixels`);
  }
  const space = value('C') ?? '420';
  const [, sampling, kind, digits] = /^(mono|\d{3})(jpeg|mpeg2|paldv|alpha)?p?(\d+)?$/.exec(space) ?? [];
  const bits = digits === undefined ? 8 : Number(digits);
  if (sampling === undefined || !(sampling in samplings) || bits < 8 || bits > 16 || (kind === 'alpha' && sampling !== '444')) {
    throw new ImageError(`a Y4M video of colour ${space}, expected ${known}`);
  }
  const fullRange = value('XCOLORRANGE=') === 'FULL';
  return { width, height, chroma: samplings[sampling], hasAlpha: kind === 'alpha', bits, fullRange };
}

/** Columns and rows of each plane of a frame: luma, two of colour difference, alpha. */
export function planeSizes({ width, height, chroma, hasAlpha }: VideoFormat): (readonly [width: number, height: number])[] {
  const luma = [width, height] as const;
  const difference = chroma && ([Math.ceil(width / chroma.across), Math.ceil(height / chroma.down)] as const);
  return [luma, ...(difference ? [difference, difference] : []), ...(hasAlpha ? [luma] : [])];
}

/** Bytes a frame, its own header left out. */
export function bytesPerFrame(format: VideoFormat): number {
  const samples = planeSizes(format).reduce((sum, [width, height]) => sum + width * height, 0);
  return samples * (format.bits > 8 ? 2 : 1);
}
