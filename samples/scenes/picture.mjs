import sharp from 'sharp';

/**
 * Averages `samples × samples` evaluations of `shade(x, y, lens)` for each pixel. A little of the neighbours' area counts as well, as it does
 * behind a real lens. `lens` holds two numbers in [-1, 1] for depth of field.
 * @param {number} width
 * @param {number} height
 * @param {(x: number, y: number, lens: [number, number]) => readonly number[]} shade linear light, one number or three
 * @param {{ samples?: number, spread?: number }} options
 */
export function sample(width, height, shade, { samples = 3, spread = 1.25 } = {}) {
  const channels = shade(0.5, 0.5, [0, 0]).length;
  const data = new Float32Array(width * height * channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let n = 0; n < samples * samples; n++) {
        const u = ((n % samples) + 0.5) / samples - 0.5;
        const v = (Math.floor(n / samples) + 0.5) / samples - 0.5;
        const light = shade(x + 0.5 + u * spread, y + 0.5 + v * spread, [v * 2, -u * 2]);
        for (let c = 0; c < channels; c++) data[(y * width + x) * channels + c] += light[c] / samples ** 2;
      }
  return { width, height, channels, data };
}

const encode = (linear) => (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055);

/** Writes linear light in [0, 1] as an 8-bit sRGB or grey PNG, without loss. */
export async function save(file, { width, height, channels, data }) {
  const bytes = Uint8Array.from(data, (value) => Math.round(255 * encode(Math.min(1, Math.max(0, value)))));
  const picture = sharp(bytes, { raw: { width, height, channels } });
  await (channels === 1 ? picture.toColorspace('b-w') : picture).png({ compressionLevel: 9, adaptiveFiltering: true }).toFile(file);
}
