import { Picture } from '@cleargrain/core';

/** The picture without a colour profile that is not for its number of channels (ICC.1, header bytes 16 to 19: the colour space). */
export function fittingMetadata(picture: Picture): Picture {
  const { icc, ...others } = picture.origin.metadata;
  if (icc === undefined || String.fromCharCode(...icc.subarray(16, 20)) === (picture.channels === 1 ? 'GRAY' : 'RGB ')) return picture;
  return new Picture({ ...contentOf(picture), origin: { ...picture.origin, metadata: others } });
}

const contentOf = ({ width, height, channels, hasAlpha, samples }: Picture) => ({ width, height, channels, hasAlpha, samples });
