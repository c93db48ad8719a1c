import { basename, dirname, join } from 'node:path';

/** A name of numbered files as ffmpeg writes it, such as `frames/%05d.png`. */
export interface FramePattern {
  readonly folder: string;
  /** The number of a file of this name; undefined when it is none of them. */
  numberOf(name: string): number | undefined;
  /** The path of the file of this number. */
  pathOf(frame: number): string;
}

/** What a path says as a pattern of numbered files; undefined when the name holds no `%d`, `%5d` or `%05d`, or more than one. */
export function parseFramePattern(path: string): FramePattern | undefined {
  const parts = basename(path).split(/%0?(\d*)d/);
  if (parts.length !== 3) return undefined;
  const [before, digits, after] = parts as [string, string, string];
  const width = Number(digits);
  const pad = (frame: number) => String(frame).padStart(width, '0');
  return {
    folder: dirname(path),
    numberOf(name) {
      const number = name.slice(before.length, name.length - after.length);
      const frame = Number(number);
      return /^\d{1,15}$/.test(number) && name === `${before}${pad(frame)}${after}` ? frame : undefined;
    },
    pathOf: (frame) => join(dirname(path), `${before}${pad(frame)}${after}`),
  };
}
