import { crop, type ImageSink, type ImageSource, type Region } from '@cleargrain/core';

/** A part of a picture as a picture of its own. */
export function regionSource(source: ImageSource, region: Region): ImageSource {
  const { width, height } = region;
  return {
    width,
    height,
    channels: source.channels,
    read: (part) => source.read({ ...part, x: part.x + region.x, y: part.y + region.y }),
  };
}

/** Takes what a denoiser gives for `input`, and passes on what lies in `core`; both are in the picture's coordinates. */
export function regionSink(sink: ImageSink, input: Region, core: Region): ImageSink {
  return {
    write(x, y, image) {
      const left = Math.max(core.x, input.x + x);
      const top = Math.max(core.y, input.y + y);
      const width = Math.min(core.x + core.width, input.x + x + image.width) - left;
      const height = Math.min(core.y + core.height, input.y + y + image.height) - top;
      if (width <= 0 || height <= 0) return undefined;
      return sink.write(left, top, crop(image, { x: left - input.x - x, y: top - input.y - y, width, height }));
    },
  };
}

/** The region with a halo around it, cut at the borders of the picture; its origin is a multiple of the alignment. */
export function withHalo(
  { x, y, width, height }: Region,
  halo: number,
  alignment: number,
  picture: { width: number; height: number },
): Region {
  const down = (value: number) => Math.max(0, Math.floor((value - halo) / alignment) * alignment);
  const [left, top] = [down(x), down(y)];
  return {
    x: left,
    y: top,
    width: Math.min(picture.width, x + width + halo) - left,
    height: Math.min(picture.height, y + height + halo) - top,
  };
}
