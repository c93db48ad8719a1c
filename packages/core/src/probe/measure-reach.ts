import type { Image } from '../image/image.js';
import { noisePicture } from './noise-picture.js';
import type { RunPicture } from './run-picture.js';

const longest = 1024;
/** Contents of the changed half: like a picture, and far brighter, so that faint influence shows too. */
const brightnesses = [1, 100] as const;

/** The picture with other contents before or from `border` on, along one axis. */
function changed(picture: Image, axis: 'x' | 'y', border: number, before: boolean, brightness: number): Image {
  const other = noisePicture(picture.width, picture.height, picture.channels, 2);
  const data = picture.data.map((value, index) => {
    const place = axis === 'x' ? index % picture.width : Math.floor(index / picture.width) % picture.height;
    return place < border === before ? other.data[index]! * brightness : value;
  });
  return { ...picture, data };
}

/** How far beyond the border two outputs differ, on the side whose input is the same. */
function spread(a: Image, b: Image, axis: 'x' | 'y', border: number, before: boolean): number {
  let reach = 0;
  for (let index = 0; index < a.data.length; index++) {
    if (a.data[index] === b.data[index]) continue;
    const place = axis === 'x' ? index % a.width : Math.floor(index / a.width) % a.height;
    reach = Math.max(reach, before ? place - border + 1 : border - place);
  }
  return reach;
}

/**
 * How many pixels to each side can change an output pixel: one half of a random picture is replaced, and the change is followed into
 * the other half of the output. Infinity when it does not end within 512 pixels.
 */
export async function measureReach(run: RunPicture, channels: 1 | 3, alignment: number): Promise<number> {
  const alignUp = (value: number) => Math.ceil(value / alignment) * alignment;
  const across = alignUp(32);
  for (let border = alignUp(32); 2 * border <= Math.max(longest, 4 * alignment); border *= 2) {
    let reach = 0;
    for (const axis of ['x', 'y'] as const) {
      const [width, height] = axis === 'x' ? [2 * border, across] : [across, 2 * border];
      const picture = noisePicture(width, height, channels, 1);
      const output = await run({ ...picture, data: picture.data.slice() });
      for (const before of [false, true]) {
        for (const brightness of brightnesses) {
          const other = await run(changed(picture, axis, border, before, brightness));
          reach = Math.max(reach, spread(output, other, axis, border, before));
        }
      }
    }
    // The border lies on the grid of the strides; from elsewhere in a cell the far end of the cell is reached as well.
    if (reach <= border - alignment) return reach + alignment - 1;
  }
  return Infinity;
}
