// Makes the HEIC files beside it, which no package for Node can: wants heif-enc of libheif with x265. node make-heic.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** Where the boxes of a part of a file begin and end, and what they are. */
function* boxes(file, start, end) {
  for (let at = start, size; at < end; at += size) {
    size = file.readUInt32BE(at);
    if (size < 8) throw new Error(`a box of ${size} bytes`);
    yield { at, size, type: file.toString('latin1', at + 4, at + 8) };
  }
}

/** The HEIC file of one picture, told to be turned by a quarter as EXIF 6 tells: `irot` among the properties, which libheif's encoder does not write. */
function turned(file) {
  const find = (type, start, end) => [...boxes(file, start, end)].find((box) => box.type === type);
  const meta = find('meta', 0, file.length);
  const inMeta = [meta.at + 12, meta.at + meta.size];
  const iprp = find('iprp', ...inMeta);
  const [ipco, ipma] = ['ipco', 'ipma'].map((type) => find(type, iprp.at + 8, iprp.at + iprp.size));
  const count = [...boxes(file, ipco.at + 8, ipco.at + ipco.size)].length;
  const iloc = find('iloc', ...inMeta);
  // Of the primary picture's entry: its number, how many properties it has, which.
  const primary = file.readUInt16BE(find('pitm', ...inMeta).at + 12);
  let first = ipma.at + 18;
  while (file.readUInt16BE(first - 2) !== primary) first += 3 + file[first];
  const grown = 10;
  // As heif-enc writes it: places of 4 bytes, one piece an item, where it begins in front of that.
  if (file.readUInt32BE(iloc.at + 8) !== 0x01000000 || file.readUInt16BE(iloc.at + 12) !== 0x4440)
    throw new Error('iloc of another layout');
  for (let items = file.readUInt16BE(iloc.at + 14), at = iloc.at + 16; items > 0; items--, at += 20) {
    if (file[at + 3] === 0) file.writeUInt32BE(file.readUInt32BE(at + 6) + grown, at + 6);
  }
  for (const [box, more] of [
    [meta, grown],
    [iprp, grown],
    [ipco, 9],
    [ipma, 1],
  ]) {
    file.writeUInt32BE(box.size + more, box.at);
  }
  const [end, last] = [ipco.at + ipco.size, first + 1 + file[first]];
  file[first]++;
  const irot = Buffer.from('0000000969726f7403', 'hex');
  return Buffer.concat([file.subarray(0, end), irot, file.subarray(end, last), Buffer.of(0x80 | (count + 1)), file.subarray(last)]);
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
  await image(samples(Uint8Array, 3, 255), 3)
    .rotate(-90)
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toFile(join(folder, 'turned.jpg'));
  encode('turned.jpg', 'turned.heic', '-p', 'chroma=444');
  writeFileSync(join(here, 'turned.heic'), turned(readFileSync(join(here, 'turned.heic'))));
} finally {
  rmSync(folder, { recursive: true });
}
