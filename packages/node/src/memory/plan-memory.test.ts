import { ImageError } from '@cleargrain/core';
import { describe, expect, it } from 'vitest';
import { leastMemory, memoryBesideOthers, type PictureTask, pictureMemoryIn, planMemory } from './plan-memory.js';

const task = (options: Partial<PictureTask>): PictureTask => ({
  format: 'tiff',
  width: 6000,
  height: 4000,
  pixelBytes: 3,
  fileBytes: 30e6,
  inPasses: false,
  turned: false,
  pages: 1,
  streamed: false,
  output: 'tiff',
  lossless: false,
  ...options,
});
const huge = { width: 20000, height: 15000, fileBytes: 900e6 };

describe('planMemory', () => {
  it('keeps small pictures in memory, and reads 300 megapixels in strips, whatever their depth', () => {
    expect(planMemory(task({ format: 'jpeg', fileBytes: 10e6, output: 'jpeg' }), 1e9).way).toBe('whole');
    for (const pixelBytes of [1, 3, 4, 6, 8, 12, 16]) {
      const { way, rows } = planMemory(task({ ...huge, pixelBytes }), 1e9);
      expect(way).toBe('strips');
      // A tile's halo on either side leaves most of it.
      expect(rows).toBeGreaterThan(200);
      expect(rows * 20000 * pixelBytes * 3).toBeLessThanOrEqual(300e6);
    }
    expect(planMemory(task({}), 16e9).way).toBe('whole');
  });

  it('leaves others half of the room beside a picture that stays', () => {
    for (const memory of [leastMemory, 1e9, 16e9]) {
      expect(pictureMemoryIn(memoryBesideOthers(memory))).toBeCloseTo(pictureMemoryIn(memory) / 2, -3);
    }
  });

  it('counts what codecs hold of a whole picture, and refuses with the reason and what to do', () => {
    const refusal = (options: Partial<PictureTask>) => {
      try {
        return planMemory(task({ ...huge, ...options }), 1e9).way;
      } catch (error) {
        expect(error).toBeInstanceOf(ImageError);
        return error instanceof Error ? error.message : '';
      }
    };
    expect(refusal({ format: 'jpeg', inPasses: true })).toMatch(
      /^20000×15000 pixels of a progressive JPEG can only be decoded as a whole, which takes .* GB, expected at most 1 GB \(memory\): give more/,
    );
    expect(refusal({ format: 'png', inPasses: true })).toContain('an interlaced PNG');
    expect(refusal({ format: 'jpeg', turned: true })).toContain('turned by its EXIF orientation');
    expect(refusal({ output: 'webp' })).toContain('can only be written as WebP as a whole');
    expect(refusal({ output: 'jxl' })).toContain('can only be written as jxl as a whole');
    expect(refusal({ pages: 3 })).toContain('3 pages of 20000×15000 pixels');
    expect(refusal({ streamed: true })).toContain('from standard input or to standard output');
    expect(refusal({ format: 'jpeg' })).toBe('strips');
    expect(refusal({ format: 'png', output: 'jpeg' })).toBe('strips');
    expect(planMemory(task({ ...huge, format: 'jpeg', inPasses: true }), 4e9).way).toBe('strips');
  });
});
