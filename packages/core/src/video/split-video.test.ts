import { expect, it } from 'vitest';
import { ImageError } from '../errors.js';
import { splitVideo } from './split-video.js';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
async function* inPieces(file: Uint8Array, size: number) {
  for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
}
async function split(text: string, size = 3) {
  const { header, frames } = await splitVideo(inPieces(bytes(text), size));
  const parts: string[] = [String.fromCharCode(...header)];
  for await (const frame of frames) parts.push(String.fromCharCode(...frame.header), String.fromCharCode(...frame.planes));
  return parts;
}
const head = 'YUV4MPEG2 W2 H2 Cmono\n';

it.each([1, 2, 7, 1000])('gives the same parts whatever the pieces: %i bytes', async (size) => {
  expect(await split(`${head}FRAME\nabcdFRAME Ip XA=1\n\n\n\n\n`, size)).toEqual([head, 'FRAME\n', 'abcd', 'FRAME Ip XA=1\n', '\n\n\n\n']);
});

it('takes a video without frames', async () => {
  expect(await split(head)).toEqual([head]);
});

it.each([
  ['', /^empty/],
  ['YUV4MPEG2 W2 H2', /not a Y4M video/],
  [`YUV4MPEG2 W2 H2 ${'X'.repeat(5000)}\n`, /not a Y4M video/],
  [`${head}FRAME\nabc`, /^cut short in frame 1: 3 bytes, expected 4$/],
  [`${head}FRAME\nabcdFRA`, /^expected FRAME at the beginning of frame 2/],
  [`${head}FRAME\nabcdeFRAME\n`, /^expected FRAME at the beginning of frame 2/],
  ['YUV4MPEG2 W20000 H20000 C444p16\nFRAME\nabc', /^cut short in frame 1: 3 bytes, expected 2400000000$/],
])('refuses %j in one line', async (text, message) => {
  const failure = await split(text, 100).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ImageError);
  expect(String((failure as Error).message)).toMatch(message);
});

it('reads no further than it is asked to, and lets go of the stream', async () => {
  let read = 0;
  let closed = false;
  async function* endless() {
    try {
      yield bytes(head);
      for (;;) {
        read++;
        yield bytes('FRAME\nabcd');
      }
    } finally {
      closed = true;
    }
  }
  const { frames } = await splitVideo(endless());
  for await (const _ of frames) if (read > 2) break;
  expect([read, closed]).toEqual([3, true]);
});

it('that is none ends the stream it comes in', async () => {
  let closed = false;
  async function* pieces() {
    try {
      yield bytes('no video\n');
    } finally {
      closed = true;
    }
  }
  await expect(splitVideo(pieces())).rejects.toThrow('YUV4MPEG2');
  expect(closed).toBe(true);
});
