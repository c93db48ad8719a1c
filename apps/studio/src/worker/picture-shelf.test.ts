import { Picture } from '@cleargrain/core';
import { expect, it, vi } from 'vitest';
import { newPicture } from './open-picture.js';
import { PictureShelf } from './picture-shelf.js';

const side = 20;

function picture(seed: number, depth: 8 | 16 | 32) {
  const blank = Picture.create({
    width: side,
    height: side,
    channels: 3,
    hasAlpha: true,
    depth,
    origin: { format: 'tiff', depth, metadata: {} },
  });
  blank.samples.forEach((_, index) => {
    blank.samples[index] = (index * 31 + seed) % 199;
  });
  const made = newPicture(`${seed}.tif`, blank, blank.like());
  made.clean.stored.samples.fill(seed);
  return { ...made, doneWith: 'model' };
}

it('keeps within its bound, and gives every picture back as it was put in', async () => {
  const bound = 40_000;
  const shelf = new PictureShelf(bound);
  const depths = [8, 16, 32, 8, 16] as const;
  for (const [id, depth] of depths.entries()) {
    shelf.put(id, picture(id, depth));
    await shelf.use(id, () => undefined);
    expect(shelf.bytes).toBeLessThanOrEqual(bound);
  }
  for (const [id, depth] of depths.entries()) {
    await shelf.use(id, (found) => {
      const expected = picture(id, depth);
      expect(found.noisy.samples).toEqual(expected.noisy.samples);
      expect(found.clean.stored.samples).toEqual(expected.clean.stored.samples);
      expect(found.structure).toEqual(expected.structure);
      expect(found.reference?.samples).toEqual(expected.reference?.samples);
      expect([found.name, found.noisy.depth, found.noisy.hasAlpha, found.doneWith]).toEqual([`${id}.tif`, depth, true, 'model']);
    });
    expect(shelf.bytes).toBeLessThanOrEqual(bound);
  }
});

it('does not set aside what is in use, nor the only picture', async () => {
  const shelf = new PictureShelf(1);
  shelf.put(0, picture(0, 8));
  let samples: unknown;
  await shelf.use(0, async (found) => {
    samples = found.clean.stored.samples;
    shelf.put(1, picture(1, 8));
    await shelf.use(1, () => undefined);
    found.clean.stored.samples[0] = 77;
  });
  await shelf.use(0, (found) => expect(found.clean.stored.samples[0]).toBe(77));
  expect(samples).toBeDefined();
  shelf.remove(1);
  await shelf.use(0, () => undefined);
  expect(shelf.bytes).toBeGreaterThan(0);
  await expect(shelf.use(1, () => undefined)).rejects.toThrow('closed');
});

it('keeps what is put in while the picture is in use', async () => {
  const shelf = new PictureShelf();
  shelf.put(0, picture(0, 8));
  await shelf.use(0, (found) => shelf.put(0, { ...found, doneWith: 'another' }));
  expect(await shelf.use(0, ({ doneWith }) => doneWith)).toBe('another');
});

it('gives a picture that could not be read back when it is asked for again, and the others meanwhile', async () => {
  const shelf = new PictureShelf(1);
  shelf.put(0, picture(0, 8));
  shelf.put(1, picture(1, 8));
  await shelf.use(1, () => undefined);
  const reading = vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValueOnce(new Error('not readable'));
  await expect(shelf.use(0, () => undefined)).rejects.toThrow('not readable');
  reading.mockRestore();
  await shelf.use(1, (found) => expect(found.name).toBe('1.tif'));
  await shelf.use(0, (found) => expect(found.noisy.samples).toEqual(picture(0, 8).noisy.samples));
});
