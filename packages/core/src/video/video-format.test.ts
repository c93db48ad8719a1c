import { expect, it } from 'vitest';
import { bytesPerFrame, parseVideoFormat, planeSizes } from './video-format.js';

it.each([
  [
    'C420jpeg',
    8,
    [
      [5, 3],
      [3, 2],
      [3, 2],
    ],
    27,
  ],
  [
    'C420p10 XYSCSS=420P10',
    10,
    [
      [5, 3],
      [3, 2],
      [3, 2],
    ],
    54,
  ],
  [
    'C422',
    8,
    [
      [5, 3],
      [3, 3],
      [3, 3],
    ],
    33,
  ],
  [
    'C444p16',
    16,
    [
      [5, 3],
      [5, 3],
      [5, 3],
    ],
    90,
  ],
  [
    'C411',
    8,
    [
      [5, 3],
      [2, 3],
      [2, 3],
    ],
    27,
  ],
  [
    'C410',
    8,
    [
      [5, 3],
      [2, 1],
      [2, 1],
    ],
    19,
  ],
  [
    'C444alpha',
    8,
    [
      [5, 3],
      [5, 3],
      [5, 3],
      [5, 3],
    ],
    60,
  ],
  ['Cmono12', 12, [[5, 3]], 30],
  [
    '',
    8,
    [
      [5, 3],
      [3, 2],
      [3, 2],
    ],
    27,
  ],
] as const)('knows the planes of %s', (space, bits, planes, bytes) => {
  const format = parseVideoFormat(`YUV4MPEG2 W5 H3 F25:1 Ip A1:1 ${space}`);
  expect(format.bits).toBe(bits);
  expect(planeSizes(format)).toEqual(planes);
  expect(bytesPerFrame(format)).toBe(bytes);
});

it('takes samples for those of television unless the header says otherwise', () => {
  expect(parseVideoFormat('YUV4MPEG2 W2 H2').fullRange).toBe(false);
  expect(parseVideoFormat('YUV4MPEG2 W2 H2 XCOLORRANGE=FULL').fullRange).toBe(true);
});

it.each([
  ['RIFF', /not a Y4M video/],
  ['YUV4MPEG2 F25:1', /without a size/],
  ['YUV4MPEG2 W2 H0', /without a size/],
  ['YUV4MPEG2 W-2 H2', /without a size/],
  ['YUV4MPEG2 W2147483647 H2147483647', /at most 400 megapixels/],
  ['YUV4MPEG2 W2 H2 C420p99', /of colour 420p99, expected 420/],
  ['YUV4MPEG2 W2 H2 C420alpha', /of colour 420alpha/],
  ['YUV4MPEG2 W2 H2 C440', /of colour 440/],
])('refuses %s', (line, message) => {
  expect(() => parseVideoFormat(line)).toThrow(message);
});
