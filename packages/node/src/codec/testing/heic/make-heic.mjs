// Makes the HEIC files beside it, which no package for Node can: wants heif-enc of libheif with x265. node make-heic.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePicture, encodePicture, Picture } from '@cleargrain/node';
import sharp from 'sharp';

const [width, height] = [64, 48];
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'heic-'));

/** As in ../smooth.ts. */
const smooth = (x, y, channel) => [x / (width - 1), y / (height - 1), (x + y) / (width + height - 2)][channel] * 0.8 + 0.1;

function samples(Type, channels, white) {
  const result = new Type(width * height * channels);
  for (let i = 0; i < result.length; i++) {
    const pixel = Math.floor(i / channels);
    const [x, y, channel] = [pixel % width, Math.floor(pixel / width), i % channels];
    result[i] = Math.round((channel === 3 ? 0.2 + (0.6 * x) / (width - 1) : smooth(x, y, channel)) * white);
  }
  return result;
}

const image = (data, channels) => sharp(data, { raw: { width, height, channels } });
const encode = (source, name, ...options) =>
  execFileSync('heif-enc', ['-q', '95', ...options, join(folder, source), '-o', join(here, name)]);
try {
  // Of a file that is converted to a profile only what is said of it is taken; the samples stay those of the ramps.
  const said = await image(samples(Uint8Array, 3, 255), 3)
    .withIccProfile('p3')
    .withExif({ IFD0: { Artist: 'somebody' }, IFD2: { LensModel: 'a lens' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><r>words</r></x:xmpmeta>')
    .withDensity(300)
    .jpeg()
    .toBuffer();
  const { origin } = await decodePicture(said);
  const color = new Picture({ width, height, channels: 3, samples: samples(Uint8Array, 3, 255), origin });
  writeFileSync(join(folder, 'color.jpg'), await encodePicture(color, { quality: 100, chromaSubsampling: '4:4:4' }));
  encode('color.jpg', 'color.heic', '-p', 'chroma=444');
  await image(samples(Uint16Array, 3, 65535), 3)
    .toColourspace('rgb16')
    .png()
    .toFile(join(folder, 'deep.png'));
  encode('deep.png', 'deep.heic', '-b', '10', '-p', 'chroma=444');
  await image(samples(Uint8Array, 1, 255), 1)
    .toColourspace('b-w')
    .png()
    .toFile(join(folder, 'gray.png'));
  encode('gray.png', 'gray.heic');
  await image(samples(Uint8Array, 4, 255), 4)
    .png()
    .toFile(join(folder, 'alpha.png'));
  encode('alpha.png', 'alpha.heic', '-p', 'chroma=444');
} finally {
  rmSync(folder, { recursive: true });
}
