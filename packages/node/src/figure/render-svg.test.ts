import { createImage, createRandom, curveFigure, type Image, layoutFigure, type Typeface } from '@cleargrain/core';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { imageDataUrl } from './image-data-url.js';
import { loadTypeface } from './load-typeface.js';
import { renderSvg } from './render-svg.js';

let typeface: Typeface;
beforeAll(async () => {
  typeface = await loadTypeface();
});

function randomImage(width: number, height: number, channels: 1 | 3, seed: number): Image {
  const random = createRandom(seed);
  return createImage(
    width,
    height,
    channels,
    Float32Array.from({ length: width * height * channels }, () => random.integer(256) / 255),
  );
}

async function pixels(png: Uint8Array) {
  const { data, info } = await sharp(png).toColorspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, ...info };
}

/** The number of pixels darker than mid-grey in a rectangle. */
function darkPixels(
  { data, width, channels }: Awaited<ReturnType<typeof pixels>>,
  left: number,
  top: number,
  right: number,
  bottom: number,
): number {
  let count = 0;
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) if (data[(y * width + x) * channels]! < 128) count++;
  return count;
}

test('the pictures of a figure appear pixel for pixel where the layout says', async () => {
  const images = [randomImage(120, 75, 3, 1), randomImage(97, 75, 1, 2), randomImage(120, 80, 3, 3)];
  const panels = await Promise.all(
    images.map(async (image) => ({
      title: 'Noisy',
      note: '20.17 dB',
      image: await imageDataUrl(image),
      width: image.width,
      height: image.height,
    })),
  );
  const figure = layoutFigure([panels.slice(0, 2), panels.slice(2)], { typeface, heading: 'Gaussian noise, σ = 25', caption: 'a ≤ b' });
  const drawn = await pixels(await renderSvg(figure.svg));

  expect([drawn.width, drawn.height]).toEqual([figure.width, figure.height]);
  for (const [index, place] of figure.places.flat().entries()) {
    const { width, height, channels, data } = images[index]!;
    let wrong = 0;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let c = 0; c < 3; c++) {
          const expected = Math.round(255 * data[(Math.min(c, channels - 1) * height + y) * width + x]!);
          if (drawn.data[((place.y + y) * drawn.width + place.x + x) * drawn.channels + c] !== expected) wrong++;
        }
    expect(wrong).toBe(0);
  }
});

test('titles, heading and caption are drawn as outlines in their places', async () => {
  const image = await imageDataUrl(createImage(300, 40, 1, new Float32Array(12_000).fill(1)));
  const figure = layoutFigure([[{ title: 'Denoised', image, width: 300, height: 40 }]], {
    typeface,
    heading: 'Heading',
    caption: 'Caption',
  });
  expect(figure.svg).not.toContain('<text');
  const drawn = await pixels(await renderSvg(figure.svg));
  const { x, y } = figure.places[0]![0]!;
  expect(darkPixels(drawn, x, 0, x + 120, y - 20)).toBeGreaterThan(50);
  expect(darkPixels(drawn, x, y - 18, x + 80, y - 2)).toBeGreaterThan(50);
  expect(darkPixels(drawn, x, y + 42, x + 80, figure.height)).toBeGreaterThan(20);
  expect(darkPixels(drawn, x + 200, 0, figure.width, y - 2)).toBe(0);
});

test('every sign that figures need has an outline of its own', () => {
  const outline = (character: string) => {
    const path = typeface.draw(character, { x: 0, y: 0, size: 20, weight: 'regular', anchor: 'start', color: '#000' });
    return /d="([^"]*)"/.exec(path)![1]!;
  };
  const missing = outline('\u{1F600}');
  const outlines = [...'σ²³×–·≤≥≈±µ−0123456789äéßЖ↑'].map(outline);
  for (const path of outlines) {
    expect(path.length).toBeGreaterThan(20);
    expect(path).not.toBe(missing);
  }
  expect(new Set(outlines).size).toBe(outlines.length);
});

test('text is as wide as measured and stands where its anchor says', async () => {
  const text = 'PSNR 31.52 dB σ ≤ 55';
  const width = typeface.measure(text, { size: 40, weight: 'bold' });
  const place = { y: 60, size: 40, weight: 'bold', color: '#000' } as const;
  for (const [anchor, x, left] of [
    ['start', 50, 50],
    ['middle', 300, 300 - width / 2],
    ['end', 580, 580 - width],
  ] as const) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="90"><rect width="600" height="90" fill="#fff"/>${typeface.draw(text, { ...place, x, anchor })}</svg>`;
    const drawn = await pixels(await renderSvg(svg));
    const columns = Array.from({ length: 600 }, (_, column) => column).filter((column) => darkPixels(drawn, column, 0, column + 1, 90) > 0);
    expect(Math.abs(columns[0]! - left)).toBeLessThan(6);
    expect(Math.abs(columns.at(-1)! - (left + width))).toBeLessThan(6);
  }
});

test('outlines left of the origin stay whole when turned', async () => {
  const svg = curveFigure(
    [
      {
        name: 'loss',
        points: [
          { x: 0, y: 1 },
          { x: 1, y: 0.5 },
        ],
      },
    ],
    { typeface, xLabel: 'Step', yLabel: 'Mean absolute error (L1)', width: 400, height: 300 },
  );
  const drawn = await pixels(await renderSvg(svg));
  const half = typeface.measure('Mean absolute error (L1)', { size: 12, weight: 'regular' }) / 2;
  const rows = Array.from({ length: 300 }, (_, row) => row).filter((row) => darkPixels(drawn, 0, row, 26, row + 1) > 0);
  expect(rows.at(-1)! - rows[0]!).toBeGreaterThan(2 * half - 6);
});

test('what is not SVG is refused', async () => {
  await expect(renderSvg('no picture')).rejects.toThrow();
});
