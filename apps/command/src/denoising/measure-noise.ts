import { estimateNoise, type Image, type ImageSource, neighborCorrelation, type Region } from '@cleargrain/core';
import { isCorrelated } from './correlation-hint.js';

/** What is said of a picture's noise. */
export interface MeasuredNoise {
  /** Its standard deviation in grey levels (0–255). */
  readonly sigma: number;
  /** Whether it is of a kind that models trained on white noise take for detail. */
  readonly correlated: boolean;
}

/** The source, which reads each region once: both measurements look at the same ones. */
function readingOnce(source: ImageSource): ImageSource {
  const { width, height, channels } = source;
  const known = new Map<string, Image | Promise<Image>>();
  return {
    width,
    height,
    channels,
    read(region: Region) {
      const place = `${region.x} ${region.y} ${region.width} ${region.height}`;
      const image = known.get(place) ?? source.read(region);
      known.set(place, image);
      return image;
    },
  };
}

/** Measures a picture's noise; a failure may be looked at later. */
export function measureNoise(picture: ImageSource): Promise<MeasuredNoise> {
  const measure = async () => {
    const source = readingOnce(picture);
    const { sigma } = await estimateNoise(source);
    return { sigma, correlated: isCorrelated(await neighborCorrelation(source)) };
  };
  const measuring = measure();
  measuring.catch(() => {});
  return measuring;
}
