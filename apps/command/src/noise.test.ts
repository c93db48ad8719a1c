import { readFile } from 'node:fs/promises';
import { readImage, writeImage } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scene } from './testing/pictures.js';
import { createWorkspace, type Workspace } from './testing/workspace.js';

describe('cleargrain noise and estimate', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace();
    await writeImage(workspace.at('clean.png'), scene(160, 128, 3));
  });
  afterAll(() => workspace.remove());
  const make = (output: string, ...options: string[]) => workspace.runHere(['noise', 'clean.png', '-o', output, ...options]);

  it('makes the same noise from the same seed, another from another, of the strength asked for', async () => {
    await Promise.all([make('a.png', '--gaussian', '20', '--seed', '7'), make('b.png', '--gaussian', '20', '--seed', '7')]);
    await make('c.png', '--gaussian', '20', '--seed', '8');
    const [a, b, c] = await Promise.all(['a.png', 'b.png', 'c.png'].map((name) => readFile(workspace.at(name))));
    expect(a!.equals(b!)).toBe(true);
    expect(a!.equals(c!)).toBe(false);
    const [clean, noisy] = await Promise.all(['clean.png', 'a.png'].map((name) => readImage(workspace.at(name))));
    const squares = clean!.data.reduce((sum, value, i) => sum + (noisy!.data[i]! - value) ** 2, 0);
    // 61440 samples: the standard error of σ is 0.06 levels.
    expect(Math.abs(255 * Math.sqrt(squares / clean!.data.length) - 20)).toBeLessThan(0.3);
  });

  it('names what it made as one JSON document, several kinds in their order', async () => {
    const { code, stdout } = await make('several.png', '--jpeg', '60', '--gaussian', '5', '--camera', '0.01,0.0002', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      images: [{ input: 'clean.png', output: 'several.png', noise: ['camera:0.01,0.0002', 'gaussian:5', 'jpeg:60'], seed: 1 }],
      failed: [],
    });
  });

  it('estimates the level that was added, alone and as camera noise', async () => {
    await make('known.png', '--gaussian', '15');
    const { code, stdout } = await workspace.runHere(['estimate', 'known.png', 'clean.png', '--camera', '--json']);
    expect(code).toBe(0);
    const { images, failed } = JSON.parse(stdout) as {
      images: { input: string; sigma: number; camera: { a: number; b: number } }[];
      failed: unknown[];
    };
    expect(failed).toEqual([]);
    expect(images.map(({ input }) => input)).toEqual(['known.png', 'clean.png']);
    expect(Math.abs(images[0]!.sigma - 15)).toBeLessThan(1);
    expect(images[1]!.sigma).toBeLessThan(2);
    // Noise that does not grow with the light: all of it is b.
    const { a, b } = images[0]!.camera;
    expect(Math.abs(a)).toBeLessThan(0.002);
    expect(255 * Math.sqrt(b + a / 2)).toBeGreaterThan(13.5);
    expect(255 * Math.sqrt(b + a / 2)).toBeLessThan(16.5);
    await make('sensor.png', '--camera', '0.01,0.0002');
    const sensor = JSON.parse((await workspace.runHere(['estimate', 'sensor.png', '--camera', '--json'])).stdout) as {
      images: typeof images;
    };
    const fitted = sensor.images[0]!.camera;
    expect(fitted.a).toBeGreaterThan(0.007);
    expect(fitted.a).toBeLessThan(0.013);
    expect(Math.abs(fitted.b - 0.0002)).toBeLessThan(0.0008);
  });
});
