import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRandom, type Engine, initialParameters, type NetworkConfig, Picture, unflatten, writeModel } from '@cleargrain/core';
import {
  createDenoiser,
  createEngine,
  type Denoiser,
  decodePicture,
  denoiseFile,
  encodePicture,
  MemoryBudget,
  openPicture,
} from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const [width, height] = [163, 141];
/** So little beside what the process holds anyway that any picture is read in strips. */
const little = 292e6;
const network: NetworkConfig = { architecture: 'plain', channels: 3, widths: [4, 4] };

let folder: string;
let engine: Engine;
let denoiser: Denoiser;
let input: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'denoise-file-'));
  engine = await createEngine({ device: 'cpu' });
  const random = createRandom(5);
  const vector = initialParameters(network, 1).map((value) => value || 0.05 * random.normal());
  denoiser = await createDenoiser({ model: writeModel({ network, parameters: unflatten(network, vector) }), engine });
  const picture = Picture.create({
    width,
    height,
    channels: 3,
    hasAlpha: true,
    depth: 16,
    origin: { format: 'png', depth: 16, metadata: {} },
  });
  for (let i = 0; i < picture.samples.length; i++) picture.samples[i] = Math.round(65535 * random.uniform());
  input = path.join(folder, 'noisy.png');
  await writeFile(input, await encodePicture(picture));
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

/** What denoising in strips makes of the picture. */
async function inStrips(output: string, options: object): Promise<Picture> {
  const picture = await openPicture({ input, output, result: { format: 'tiff' }, memory: little, budget: new MemoryBudget(little) });
  expect(picture.way).toBe('strips');
  const [page] = picture.pages;
  await denoiser.denoiseTo(page!.source, await page!.result(), options);
  await picture.save();
  await picture.close();
  return decodePicture(output);
}

describe('denoiseFile', () => {
  it.each([
    ['alone', {}],
    ['with strength, detail and grain', { strength: 0.8, chroma: 0.5, detail: 0.4, grain: 0.3 }],
  ])('in strips with the full halo equals the whole picture, alpha too, %s', async (name, options) => {
    const output = path.join(folder, `${name}.tif`);
    const report = await denoiseFile(denoiser, input, output, { ...options });
    expect(report).toMatchObject({ way: 'whole', pages: [{ width, height, tiles: 1, exact: true }] });
    const whole = await decodePicture(output);
    const strips = await inStrips(path.join(folder, `${name}-strips.tif`), { ...options, halo: 'full', tile: 64 });
    // The engine adds in another order in tiles of another size: a step of 65535 at most.
    const differences = Array.from(strips.samples, (value, i) => Math.abs(value - whole.samples[i]!));
    expect(differences.reduce((most, value) => Math.max(most, value), 0)).toBeLessThanOrEqual(1);
    expect(strips.alpha()).toEqual(whole.alpha());
    expect(whole.alpha()).toEqual((await decodePicture(input)).alpha());
    expect(whole.samples).not.toEqual((await decodePicture(input)).samples);
  });

  it('says what memory may be, and names a picture that cannot be read', async () => {
    const output = path.join(folder, 'none.png');
    await expect(denoiseFile(denoiser, input, output, { memory: 1e6 })).rejects.toThrow(
      "expected at least 350 MB for memory, received '1 MB'",
    );
    await expect(denoiseFile(denoiser, input, output, { memory: 1000 })).rejects.toThrow("received '1000 bytes'");
    await expect(denoiseFile(denoiser, path.join(folder, 'missing.png'), output)).rejects.toThrow(/missing\.png: no such file/);
    expect(await readdir(folder)).not.toContain('none.png');
  });

  it('stopped in the middle of strips, leaves neither a result nor the files that it worked with', async () => {
    const output = path.join(folder, 'stopped.tif');
    const stop = new AbortController();
    const picture = await openPicture({
      input,
      output,
      result: { format: 'tiff' },
      memory: little,
      budget: new MemoryBudget(little),
      signal: stop.signal,
    });
    const [page] = picture.pages;
    const onProgress = () => stop.abort(new Error('enough'));
    const denoising = denoiser.denoiseTo(page!.source, await page!.result(), { tile: 48, signal: stop.signal, onProgress });
    await expect(denoising).rejects.toThrow('enough');
    await picture.close();
    const decoding = openPicture({
      input,
      output,
      result: { format: 'tiff' },
      memory: little,
      budget: new MemoryBudget(little),
      signal: AbortSignal.timeout(20),
    });
    await expect(decoding).rejects.toThrow(/timeout/);
    expect((await readdir(folder)).filter((name) => name.includes('stopped') || name.endsWith('.part'))).toEqual([]);
  });
});
