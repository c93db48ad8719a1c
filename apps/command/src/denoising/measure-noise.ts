import { estimateNoise, type Image, type ImageSource, type KindOfPicture, pictureKind, type Region } from '@cleargrain/core';

/** What is said of a picture's noise. */
export interface MeasuredNoise {
  /** Its standard deviation in grey levels (0–255). */
  readonly sigma: number;
  /** What kind of picture it makes it. */
  readonly kind: KindOfPicture;
  /** 1 where its file is grey, 3 where it may have colour. */
  readonly channels: ImageSource['channels'];
}

/** The source, which reads each region once: all measurements look at the same ones. */
function readingOnce<T extends ImageSource>(source: T): ImageSource {
  const { width, height, channels } = source;
  const known = new Map<string, Image | Promise<Image>>();
  return {
    width,
    height,
    channels,
    // Tells whether it was a JPEG file.
    ...('origin' in source && { origin: source.origin }),
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
    return { sigma, kind: await pictureKind(source), channels: source.channels };
  };
  const measuring = measure();
  measuring.catch(() => {});
  return measuring;
}
