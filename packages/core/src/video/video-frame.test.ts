import { describe, expect, it } from 'vitest';
import type { Image } from '../image/image.js';
import { createRandom } from '../random.js';
import { bytesPerFrame, parseVideoFormat } from './video-format.js';
import { VideoFrame } from './video-frame.js';

const [width, height] = [13, 7];
const whole = { x: 0, y: 0, width, height };
const formatOf = (space: string) => parseVideoFormat(`YUV4MPEG2 W${width} H${height} C${space}`);
/** Samples of all values that the bits can say, those outside the range of television too. */
function randomBytes(space: string) {
  const format = formatOf(space);
  const random = createRandom(3);
  const bytes = new Uint8Array(bytesPerFrame(format));
  const samples = format.bits > 8 ? new Uint16Array(bytes.buffer) : bytes;
  samples.forEach((_, i) => {
    samples[i] = Math.floor(random.uniform() * 2 ** format.bits);
  });
  return bytes;
}
const changed = (image: Image, change: (value: number, channel: number) => number): Image => ({
  ...image,
  data: image.data.map((value, i) => change(value, Math.floor(i / (image.width * image.height)))),
});
const spaces = ['420', '422', '444', '411', '410', '420 XCOLORRANGE=FULL', '420p10', '422p12', '444p16', 'mono', 'mono16', '444alpha'];

describe.each(spaces)('a frame of %s', (space) => {
  it('that is written as it was read keeps every sample, in tiles too', () => {
    const bytes = randomBytes(space);
    const before = bytes.slice();
    const frame = new VideoFrame(formatOf(space), bytes);
    for (const [x, y, w, h] of [
      [0, 0, 5, 7],
      [5, 0, 8, 3],
      [5, 3, 8, 4],
    ] as const) {
      frame.write(x, y, frame.read({ x, y, width: w, height: h }));
    }
    frame.finish();
    expect(bytes).toEqual(before);
  });

  it('gets brighter in luma alone, by as many steps as were written', () => {
    const format = formatOf(space);
    const bytes = randomBytes(space);
    const samples = (of: Uint8Array) => (format.bits > 8 ? new Uint16Array(of.buffer) : of);
    const before = samples(bytes.slice());
    const frame = new VideoFrame(format, bytes);
    frame.write(
      0,
      0,
      changed(frame.read(whole), (value) => value + 0.1),
    );
    frame.finish();
    const steps = 0.1 * (format.fullRange ? 255 : 219) * 2 ** (format.bits - 8);
    const most = 2 ** format.bits - 1;
    const after = samples(bytes);
    for (let i = 0; i < after.length; i++) {
      const expected = i < width * height ? Math.min(most, before[i]! + steps) : before[i]!;
      expect(Math.abs(after[i]! - expected)).toBeLessThanOrEqual(i < width * height ? 0.51 : 0);
    }
  });
});

it('turns grey, red and blue of television into the picture’s, and back', () => {
  const format = parseVideoFormat('YUV4MPEG2 W3 H1 C444');
  // Rec. 601: black, red at 100 %, blue at 100 %, in luma, blue difference, red difference.
  const bytes = Uint8Array.of(16, 81, 41, 128, 90, 240, 128, 240, 110);
  const { data } = new VideoFrame(format, bytes).read({ x: 0, y: 0, width: 3, height: 1 });
  [0, 1, 0, 0, 0, 0, 0, 0, 1].forEach((value, i) => void expect(Math.abs(data[i]! - value)).toBeLessThan(0.01));
});

it('gives a change of colour to the samples of colour difference, the mean of what they cover', () => {
  const format = parseVideoFormat('YUV4MPEG2 W4 H2 C420 XCOLORRANGE=FULL');
  const bytes = new Uint8Array(12).fill(128);
  const frame = new VideoFrame(format, bytes);
  const blue = frame.read({ x: 0, y: 0, width: 4, height: 2 });
  // Blue in the left half alone, in two tiles that cut a sample of colour difference in two.
  const more = changed(blue, (value, channel) => value + (channel === 2 ? 0.2 : 0));
  const part = (x: number, w: number, from: Image) => ({
    ...from,
    width: w,
    data: Float32Array.from({ length: w * 6 }, (_, i) => from.data[Math.floor(i / w) * 4 + x + (i % w)]!),
  });
  frame.write(0, 0, part(0, 1, more));
  frame.write(1, 0, part(1, 1, more));
  frame.write(2, 0, part(2, 2, blue));
  frame.finish();
  const step = (0.2 * (1 - 0.114) * 255) / (2 * (1 - 0.114));
  expect(Math.abs(bytes[8]! - (128 + step))).toBeLessThan(0.6);
  expect(bytes[9]).toBe(128);
  expect(bytes[10]).toBeLessThan(128);
  expect(bytes[11]).toBe(128);
});
