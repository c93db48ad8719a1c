import { createImage, type Image } from '../image/image.js';

/** Where a pixel lies in the picture that is mirrored (bits 1 and 2 of `turn`) and then transposed (bit 4). */
function placeIn(turn: number, x: number, y: number, width: number, height: number): number {
  const column = turn & 1 ? width - 1 - x : x;
  const row = turn & 2 ? height - 1 - y : y;
  return turn & 4 ? column * height + row : row * width + column;
}

/** Calls `visit` with each sample's index in the picture and in the turned one. */
function eachSample({ width, height, channels }: Image, turn: number, visit: (here: number, there: number) => void): void {
  for (let channel = 0; channel < channels; channel++) {
    const start = channel * width * height;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) visit(start + y * width + x, start + placeIn(turn, x, y, width, height));
    }
  }
}

/** The mean of what `run` makes of the picture in its eight positions, each turned back: four quarter turns, mirrored or not. */
export async function averageTurns(image: Image, run: (turned: Image) => Promise<Image>): Promise<Image> {
  const { width, height, channels } = image;
  const result = createImage(width, height, channels);
  for (let turn = 0; turn < 8; turn++) {
    const turned = turn & 4 ? createImage(height, width, channels) : createImage(width, height, channels);
    eachSample(image, turn, (here, there) => {
      turned.data[there] = image.data[here]!;
    });
    const { data } = await run(turned);
    eachSample(image, turn, (here, there) => {
      result.data[here] = result.data[here]! + data[there]! / 8;
    });
  }
  return result;
}
