import { estimateNoise, type ImageSource, type KindOfPicture, pictureKind, readingOnce } from '@cleargrain/core';

/** What is said of a picture's noise. */
export interface MeasuredNoise {
  /** Its standard deviation in grey levels (0–255). */
  readonly sigma: number;
  /** What kind of picture it makes it. */
  readonly kind: KindOfPicture;
  /** 1 where its file is grey, 3 where it may have colour. */
  readonly channels: ImageSource['channels'];
}

/** Measures a picture's noise; a failure may be looked at later. */
export function measureNoise(picture: ImageSource): Promise<MeasuredNoise> {
  const measure = async () => {
    const source = readingOnce(picture);
    const { sigma, correlation } = await estimateNoise(source);
    return { sigma, kind: await pictureKind(source, correlation), channels: source.channels };
  };
  const measuring = measure();
  measuring.catch(() => {});
  return measuring;
}
