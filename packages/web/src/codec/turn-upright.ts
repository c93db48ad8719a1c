import { createSamples, Picture } from '@cleargrain/core';

/** The picture as it is meant to be seen, given the orientation, 1 to 8, in which it is stored (TIFF 6.0, tag 274). */
export function turnUpright(picture: Picture, orientation: number): Picture {
  if (orientation <= 1 || orientation > 8) return picture;
  const { width, height, bands, samples, depth } = picture;
  const turned = orientation >= 5;
  const size = turned ? { width: height, height: width } : { width, height };
  const target = createSamples(depth, samples.length);
  // From the last column or the last row on; in turned pictures columns become rows.
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBelow = [3, 4, 6, 7].includes(orientation);
  for (let y = 0, to = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const [column, row] = turned ? [y, x] : [x, y];
      const fromX = fromRight ? width - 1 - column : column;
      const fromY = fromBelow ? height - 1 - row : row;
      const from = (fromY * width + fromX) * bands;
      for (let band = 0; band < bands; band++) target[to++] = samples[from + band]!;
    }
  }
  return new Picture({ ...size, channels: picture.channels, hasAlpha: picture.hasAlpha, samples: target, origin: picture.origin });
}
