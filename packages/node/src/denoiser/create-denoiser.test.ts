import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  assembleDenoiser,
  chooseModel,
  createImage,
  createRandom,
  type Engine,
  type Image,
  imageSource,
  initialParameters,
  ModelError,
  type NetworkConfig,
  Picture,
  quantize,
  type Region,
  resize,
  unflatten,
  writeModel,
} from '@cleargrain/core';
import { createDenoiser, createEngine } from '@cleargrain/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

function randomImage(width: number, height: number, channels: 1 | 3): Image {
  const random = createRandom(width * height);
  const image = createImage(width, height, channels);
  for (let index = 0; index < image.data.length; index++) image.data[index] = random.uniform();
  return image;
}

/** A model of random weights, none of them zero. */
function randomModel(network: NetworkConfig): Uint8Array {
  const random = createRandom(5);
  const vector = initialParameters(network, 1).map((value) => value || 0.05 * random.normal());
  return writeModel({ network, parameters: unflatten(network, vector) });
}

const difference = (a: Image, b: Image) => a.data.reduce((most, value, index) => Math.max(most, Math.abs(value - b.data[index]!)), 0);

const networks: NetworkConfig[] = [
  { architecture: 'plain', channels: 1, widths: [8, 16, 8, 4] },
  { architecture: 'flat', channels: 3, width: 16, blocks: 3 },
  { architecture: 'unet', channels: 3, widths: [8, 16], blocks: 1 },
];

let engine: Engine;
let folder: string;
beforeAll(async () => {
  engine = await createEngine({ device: 'cpu' });
  folder = await mkdtemp(path.join(tmpdir(), 'denoiser-'));
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

describe('createDenoiser', () => {
  it.each(networks)(
    'tiles with the full halo equal the whole frame on the CPU, at sizes that divide nothing: $architecture',
    async (network) => {
      const denoiser = await createDenoiser({ model: randomModel(network), engine });
      const { reach, alignment } = await denoiser.modelFor(network.channels);
      for (const [width, height] of [
        [211, 157],
        [97, 233],
        [1, 301],
        [3, 2],
      ] as const) {
        const image = randomImage(width, height, network.channels);
        const whole = await denoiser.denoise(image, { memory: Infinity });
        expect(difference(whole, image)).toBeGreaterThan(0.01);
        for (const tile of [2 * reach + 3 * alignment + 1, 128]) {
          const tiled = await denoiser.denoise(image, { halo: 'full', tile });
          expect(difference(tiled, whole)).toBeLessThanOrEqual(1e-5);
        }
      }
      const image = randomImage(211, 157, network.channels);
      const sink = { write: () => {} };
      const source = {
        ...image,
        read: ({ width, height }: { width: number; height: number }) => createImage(width, height, image.channels),
      };
      const report = await denoiser.denoiseTo(source, sink, { halo: 'full', tile: 2 * reach + 3 * alignment + 1 });
      expect(report.tiles).toBeGreaterThan(8);
      expect(report).toMatchObject({ model: 'model', exact: true, halo: reach });
      await denoiser.close();
    },
  );

  it.each([
    [1, 8, false, networks[0]!],
    [3, 8, false, networks[1]!],
    [3, 8, true, networks[2]!],
    [3, 16, true, networks[1]!],
    // Width 31 is widened on its way into the engine.
    [3, 16, false, { architecture: 'flat', channels: 3, width: 31, blocks: 1 } satisfies NetworkConfig],
  ] as const)(
    'gives samples of %i channels and %i bits, alpha %s, as it gives floats, rounded: whole and in tiles, at odd sizes',
    async (channels, depth, hasAlpha, network) => {
      const white = 2 ** depth - 1;
      const denoiser = await createDenoiser({ model: randomModel(network), engine, depth });
      for (const [width, height] of [
        [93, 71],
        [1, 40],
        [3, 2],
      ] as const) {
        const picture = Picture.create({ width, height, channels, hasAlpha, depth, origin: { format: 'png', depth, metadata: {} } });
        const random = createRandom(width);
        for (let i = 0; i < picture.samples.length; i++) picture.samples[i] = Math.round(white * random.uniform());
        const before = picture.samples.slice();
        const floats = await denoiser.denoise(picture.read({ x: 0, y: 0, width, height }), { memory: Infinity });
        const expected = picture.like();
        expected.write(0, 0, floats);
        for (const options of [{ memory: Infinity }, { halo: 'full', tile: 64 }] as const) {
          const result = picture.like();
          const parts: number[] = [];
          await denoiser.denoiseTo(picture, result, { ...options, onProgress: ({ fraction }) => parts.push(fraction) });
          expect(parts.at(-1)).toBe(1);
          // A half may go either way; sums in another order differ by less than half of one in 65535.
          const differing = result.samples.filter((value, i) => value !== expected.samples[i]);
          expect(differing.length).toBeLessThan(result.samples.length / (depth === 8 ? 100 : 5));
          expect(result.samples.every((value, i) => Math.abs(value - expected.samples[i]!) <= 1)).toBe(true);
          expect(result.alpha()).toEqual(picture.alpha());
        }
        expect(picture.samples).toEqual(before);
        expect(expected.samples).not.toEqual(before);
      }
      await denoiser.close();
    },
  );

  it('blends samples as it blends floats, and takes a picture of other channels or depth than its model or sink', async () => {
    const denoiser = await createDenoiser({ model: randomModel(networks[1]!), engine, depth: 8 });
    const origin = { format: 'png', depth: 8, metadata: {} } as const;
    for (const [channels, depth, strength] of [
      [3, 8, 0.5],
      [1, 8, 1],
      [3, 16, 1],
    ] as const) {
      const picture = Picture.create({ width: 41, height: 33, channels, depth: 8, origin });
      const random = createRandom(7);
      for (let i = 0; i < picture.samples.length; i++) picture.samples[i] = Math.round(255 * random.uniform());
      const whole = { x: 0, y: 0, width: 41, height: 33 };
      const expected = await denoiser.denoise(picture.read(whole), { strength });
      const result = Picture.create({ ...picture, depth });
      await denoiser.denoiseTo(picture, result, { strength });
      expect(difference(result.read(whole), quantize(expected, depth))).toBeLessThan(1e-6);
    }
    await denoiser.close();
  });

  it('says that a model gives numbers that are not finite, on samples and on floats', async () => {
    const network = networks[1]!;
    const parameters = new Map(unflatten(network, initialParameters(network, 1)));
    parameters.set('tail.weight', parameters.get('tail.weight')!.slice().fill(Number.NaN));
    const denoiser = await createDenoiser({ model: writeModel({ network, parameters }), engine, depth: 8 });
    const picture = Picture.create({ width: 20, height: 10, channels: 3, depth: 8, origin: { format: 'png', depth: 8, metadata: {} } });
    const message = 'the model model gave numbers that are not finite';
    await expect(denoiser.denoiseTo(picture, picture.like())).rejects.toThrow(message);
    await expect(denoiser.denoise(picture.read({ x: 0, y: 0, width: 20, height: 10 }))).rejects.toThrow(message);
    await denoiser.close();
  });

  it('two with engines of their own work side by side, each as if alone, and closing one leaves the other', async () => {
    const images = [randomImage(150, 90, 3), randomImage(90, 150, 3)] as const;
    const models = [randomModel(networks[1]!), randomModel(networks[2]!)] as const;
    const alone: Image[] = [];
    for (const [index, model] of models.entries()) {
      const denoiser = await createDenoiser({ model, engine });
      alone.push(await denoiser.denoise(images[index]!, { tile: 128, halo: 'full' }));
      await denoiser.close();
    }
    const [first, second] = await Promise.all(models.map((model) => createDenoiser({ model, device: 'cpu' })));
    const both = await Promise.all([
      first!.denoise(images[0], { tile: 128, halo: 'full' }),
      second!.denoise(images[1], { tile: 128, halo: 'full' }),
    ]);
    for (const [index, image] of both.entries()) expect(difference(image, alone[index]!)).toBeLessThanOrEqual(1e-5);
    await first!.close();
    expect(difference(await second!.denoise(images[1], { tile: 128, halo: 'full' }), both[1])).toBeLessThanOrEqual(1e-5);
    await second!.close();
  });

  it('stopped while the engine has a tile rejects before that tile ends, and works on as before', async () => {
    const own = await createEngine({ device: 'cpu' });
    const network: NetworkConfig = { architecture: 'plain', channels: 1, widths: [64, 64, 64] };
    const denoiser = await createDenoiser({ model: randomModel(network), engine: own });
    const small = randomImage(40, 30, 1);
    const expected = await denoiser.denoise(small);
    const large = randomImage(1600, 1200, 1);
    const controller = new AbortController();
    const reason = new Error('enough');
    let begun = () => {};
    const reading = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const source = {
      ...imageSource(large),
      read: (region: Region) => {
        begun();
        return imageSource(large).read(region);
      },
    };
    const written: number[] = [];
    const order: string[] = [];
    const options = { signal: controller.signal, tile: 1600, memory: Infinity };
    const stopped = denoiser.denoiseTo(source, { write: (x) => void written.push(x) }, options);
    await reading;
    // The engine has the tile once it is read, and answers what is asked after that when the tile is done.
    await new Promise((resolve) => setTimeout(resolve, 20));
    const usage = own.usage().then(() => order.push('tile'));
    controller.abort(reason);
    await expect(stopped.finally(() => order.push('stopped'))).rejects.toBe(reason);
    expect((await denoiser.denoise(small)).data).toEqual(expected.data);
    await usage;
    expect(order).toEqual(['stopped', 'tile']);
    expect(written).toEqual([]);
    await denoiser.close();
    await own.close();
  });

  it('gives back all other properties of an image', async () => {
    const denoiser = await createDenoiser({ model: randomModel(networks[0]!), engine });
    const origin = { file: 'night.jpg' };
    const image = { ...randomImage(20, 10, 3), origin };
    const clean = await denoiser.denoise(image);
    expect(clean.origin).toBe(origin);
    expect([clean.width, clean.height, clean.channels]).toEqual([20, 10, 3]);
    expect(clean.data).not.toEqual(image.data);
    await denoiser.close();
  });

  it('takes a file by its path and names it in what it reports and in errors', async () => {
    const good = path.join(folder, 'own.onnx');
    await writeFile(good, randomModel(networks[0]!));
    const denoiser = await createDenoiser({ model: good, engine });
    expect((await denoiser.modelFor(1)).name).toBe(good);
    await denoiser.close();
    const text = path.join(folder, 'text.png');
    await writeFile(text, 'hello');
    for (const model of [text, path.join(folder, 'missing.onnx')]) {
      const failing = createDenoiser({ model, engine });
      await expect(failing).rejects.toThrow(ModelError);
      await expect(failing).rejects.toThrow(model);
    }
    await expect(createDenoiser({ model: 'nosuch', engine })).rejects.toThrow(RangeError);
    await expect(createDenoiser({ model: 'nosuch', engine })).rejects.toThrow(/for model, received 'nosuch'/);
  });

  it('closes what it opened: its own engine, not one that was passed in', async () => {
    const model = randomModel(networks[0]!);
    const own = await createDenoiser({ model, device: 'cpu' });
    expect(own.device).toBe('cpu');
    await own.close();
    await own.close();
    await expect(own.denoise(randomImage(8, 8, 1))).rejects.toThrow('the denoiser is closed');
    const [first, second] = [await createDenoiser({ model, engine }), await createDenoiser({ model, engine })];
    const image = randomImage(30, 20, 1);
    const [a, b] = await Promise.all([first.denoise(image), second.denoise(image)]);
    expect(a.data).toEqual(b.data);
    await first.close();
    expect((await second.denoise(image)).data).toEqual(a.data);
    await second.close();
  });
});

describe('chooseModel', () => {
  it('takes the picture’s kind, of which s before m before xs, else of the next best kind, else what there is', () => {
    const all = ['color-m', 'color-s', 'color-xs', 'gray-m', 'gray-xs', 'photo-xs', 'plain-8-16-8-4'];
    expect(chooseModel(all, 'gray')).toBe('gray-m');
    expect(chooseModel(all, 'color')).toBe('color-s');
    expect(chooseModel(all, 'photo')).toBe('photo-xs');
    expect(chooseModel(['color-xs', 'gray-m', 'plain-8-16-8-4'], 'photo')).toBe('color-xs');
    expect(chooseModel(['color-xs', 'photo-m', 'plain-8-16-8-4'], 'gray')).toBe('color-xs');
    expect(chooseModel(['gray-m', 'photo-xs'], 'color')).toBe('photo-xs');
    expect(chooseModel(['plain-8-16-8-4'], 'color')).toBe('plain-8-16-8-4');
    expect(() => chooseModel([], 'color')).toThrow(ModelError);
  });
});

describe('a denoiser that chooses its models', () => {
  const shelf = { names: async () => ['color-xs', 'gray-xs', 'photo-xs'], read: async () => randomModel(networks[1]!) };
  const noisy = (channels: 1 | 3): Image => {
    const random = createRandom(3);
    return createImage(
      96,
      80,
      channels,
      Float32Array.from({ length: 96 * 80 * channels }, () => 0.5 + 0.05 * random.normal()),
    );
  };
  const blurred = (image: Image): Image => ({ ...image, data: image.data.map((value, i) => (value + (image.data[i + 1] ?? value)) / 2) });

  it('takes the one for the picture and says why', async () => {
    const denoiser = await assembleDenoiser({ engine, ownsEngine: false, shelf });
    const report = (image: Image) => denoiser.denoiseTo(imageSource(image), { write: () => {} });
    const [gray, white, correlated] = [await report(noisy(1)), await report(noisy(3)), await report(resize(blurred(noisy(3)), 192, 160))];
    expect(gray).toMatchObject({ model: 'gray-xs', reason: 'grey' });
    expect(white).toMatchObject({ model: 'color-xs', reason: 'colour, white noise' });
    expect(correlated).toMatchObject({ model: 'photo-xs', reason: expect.stringMatching(/^noise correlated by 0\.\d\d from/) as string });
    const colorless = { ...noisy(3) };
    colorless.data.copyWithin(96 * 80, 0, 96 * 80).copyWithin(2 * 96 * 80, 0, 96 * 80);
    expect(await report(colorless)).toMatchObject({ model: 'gray-xs', reason: expect.stringMatching(/grey/) as string });
    await denoiser.close();
  });

  it('says when it had to take another, and takes the kind that it is told', async () => {
    const names = async () => ['color-xs', 'gray-xs'];
    const denoiser = await assembleDenoiser({ engine, ownsEngine: false, shelf: { ...shelf, names } });
    const kind = { kind: 'photo', reason: 'from a phone', correlated: true } as const;
    const sink = { write: () => {} };
    expect(await denoiser.denoiseTo(imageSource(noisy(3)), sink, { kind })).toMatchObject({
      model: 'color-xs',
      reason: 'from a phone; no model for photographs is installed',
    });
    await denoiser.close();
  });
});
