import { createImage, type Image } from '../../image/image.js';
import { pad } from '../../image/pad.js';

/**
 * How a camera fills in the two colours that a sensor's pixel does not see: `bilinear`, means of the nearest, or `gradient`, these
 * corrected by the colour that is seen (Malvar, He, Cutler 2004). Both are linear.
 */
export type DemosaicMethod = 'bilinear' | 'gradient';

/** Where in a 2×2 square of a Bayer sensor the red pixel is; blue lies opposite. */
export interface BayerPhase {
  readonly x: 0 | 1;
  readonly y: 0 | 1;
}

/** Which colour (0 red, 1 green, 2 blue) a pixel sees. */
export function bayerColor(phase: BayerPhase, x: number, y: number): 0 | 1 | 2 {
  const right = (x ^ phase.x) & 1;
  const down = (y ^ phase.y) & 1;
  return right !== down ? 1 : right === 0 ? 0 : 2;
}

/** A colour picture from a mosaic: one channel, of which each pixel holds the colour that `bayerColor` says. */
export function demosaic(mosaic: Image, phase: BayerPhase, method: DemosaicMethod): Image {
  const { width, height } = mosaic;
  const { data, width: w } = pad(mosaic, { left: 2, top: 2, right: 2, bottom: 2 });
  const result = createImage(width, height, 3);
  const pixels = width * height;
  const own = method === 'gradient' ? 1 : 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y + 2) * w + x + 2;
      const to = y * width + x;
      const seen = data[at]!;
      const [left, right, up, down] = [data[at - 1]!, data[at + 1]!, data[at - w]!, data[at + w]!];
      const across = own * (data[at - 2]! + data[at + 2]!);
      const along = own * (data[at - 2 * w]! + data[at + 2 * w]!);
      const diagonal = data[at - w - 1]! + data[at - w + 1]! + data[at + w - 1]! + data[at + w + 1]!;
      const color = bayerColor(phase, x, y);
      if (color === 1) {
        const horizontal = (left + right) / 2 + (own * (5 * seen - diagonal) - across + along / 2) / 8;
        const vertical = (up + down) / 2 + (own * (5 * seen - diagonal) - along + across / 2) / 8;
        const redBeside = ((y ^ phase.y) & 1) === 0;
        result.data[to] = redBeside ? horizontal : vertical;
        result.data[pixels + to] = seen;
        result.data[2 * pixels + to] = redBeside ? vertical : horizontal;
      } else {
        result.data[color * pixels + to] = seen;
        result.data[pixels + to] = (left + right + up + down) / 4 + (own * 4 * seen - across - along) / 8;
        result.data[(2 - color) * pixels + to] = diagonal / 4 + (own * 6 * seen - 1.5 * (across + along)) / 8;
      }
    }
  }
  return result;
}
