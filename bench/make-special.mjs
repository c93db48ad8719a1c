// Writes noisy pictures of any size, 4:3, in the formats that want packages of their own: DNG and DICOM (not compressed) by itself, JPEG XL by the encoder of
// wasm-vips, HEIC by heif-enc where that is installed. As a program: FILE MEGAPIXELS, the extension chooses.
import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRandom, Picture, tiffDirectoryBytes, tiffFractions, tiffNumbers, tiffText } from '@cleargrain/core';
import { encodePicture } from '@cleargrain/node';
import sharp from 'sharp';

const side = 512;

/** Noise on a ramp, repeated. */
function samplesOf(Samples, width, height, channels, white) {
  const random = createRandom(1);
  const patch = Samples.from(
    { length: side * side * channels },
    (_, i) => white * (0.3 + 0.3 * (((i / channels) % side) / side) + 0.05 * random.normal()),
  );
  const samples = new Samples(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x += side) {
      const from = (y % side) * side * channels;
      samples.set(patch.subarray(from, from + Math.min(side, width - x) * channels), (y * width + x) * channels);
    }
  }
  return samples;
}

function dng(width, height) {
  const pixels = Buffer.from(samplesOf(Uint16Array, width, height, 1, 16383).buffer);
  const entries = [
    tiffNumbers(254, 4, [0]),
    tiffNumbers(256, 4, [width]),
    tiffNumbers(257, 4, [height]),
    tiffNumbers(258, 3, [16]),
    tiffNumbers(259, 3, [1]),
    tiffNumbers(262, 3, [32803]),
    tiffText(271, 'Maker'),
    tiffText(272, 'Camera'),
    tiffNumbers(273, 4, [8]),
    tiffNumbers(277, 3, [1]),
    tiffNumbers(278, 4, [height]),
    tiffNumbers(279, 4, [pixels.length]),
    tiffNumbers(284, 3, [1]),
    tiffNumbers(33421, 3, [2, 2]),
    { tag: 33422, type: 1, count: 4, value: Uint8Array.of(0, 1, 1, 2) },
    { tag: 50706, type: 1, count: 4, value: Uint8Array.of(1, 4, 0, 0) },
    tiffText(50708, 'Maker Camera'),
    tiffNumbers(50714, 3, [512]),
    tiffNumbers(50717, 3, [16383]),
    tiffFractions(50721, 10, [0.65, -0.15, -0.05, -0.4, 1.2, 0.2, -0.05, 0.15, 0.6]),
    tiffFractions(50728, 5, [0.5, 1, 0.7]),
    tiffNumbers(50778, 3, [21]),
  ];
  const head = Buffer.from('49492a0000000000', 'hex');
  head.writeUInt32LE(8 + pixels.length, 4);
  return Buffer.concat([head, pixels, tiffDirectoryBytes(entries, 8 + pixels.length)]);
}

function dicom(width, height) {
  const element = (group, number, representation, value) => {
    const long = representation === 'OW';
    const head = Buffer.alloc(long ? 12 : 8);
    head.writeUInt16LE(group, 0);
    head.writeUInt16LE(number, 2);
    head.write(representation, 4, 'latin1');
    if (long) head.writeUInt32LE(value.length, 8);
    else head.writeUInt16LE(value.length, 6);
    return Buffer.concat([head, value]);
  };
  const text = (group, number, representation, value) =>
    element(
      group,
      number,
      representation,
      Buffer.from(value.length % 2 ? `${value}${representation === 'UI' ? '\0' : ' '}` : value, 'latin1'),
    );
  const short = (group, number, value) => element(group, number, 'US', Buffer.from([value & 255, value >> 8]));
  const meta = Buffer.concat([
    text(2, 2, 'UI', '1.2.840.10008.5.1.4.1.1.7'),
    text(2, 3, 'UI', '1.2.3.4.5'),
    text(2, 16, 'UI', '1.2.840.10008.1.2.1'),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    element(2, 0, 'UL', length),
    meta,
    text(8, 0x16, 'UI', '1.2.840.10008.5.1.4.1.1.7'),
    text(8, 0x18, 'UI', '1.2.3.4.5'),
    short(0x28, 2, 1),
    text(0x28, 4, 'CS', 'MONOCHROME2'),
    short(0x28, 0x10, height),
    short(0x28, 0x11, width),
    short(0x28, 0x100, 16),
    short(0x28, 0x101, 12),
    short(0x28, 0x102, 11),
    short(0x28, 0x103, 0),
    element(0x7fe0, 0x10, 'OW', Buffer.from(samplesOf(Uint16Array, width, height, 1, 4095).buffer)),
  ]);
}

/** Whether such a file can be made here. */
export function canMake(extension) {
  if (extension !== 'heic') return true;
  try {
    execFileSync('heif-enc', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} file
 * @param {number} megapixels
 */
export async function makeSpecial(file, megapixels) {
  const height = 2 * Math.round(Math.sqrt((megapixels * 1e6 * 3) / 4) / 2);
  const width = 2 * Math.round((megapixels * 1e6) / height / 2);
  const extension = path.extname(file);
  if (extension === '.dng') return writeFile(file, dng(width, height));
  if (extension === '.dcm') return writeFile(file, dicom(width, height));
  const samples = samplesOf(Uint8Array, width, height, 3, 255);
  if (extension === '.jxl') {
    const picture = new Picture({ width, height, channels: 3, samples, origin: { format: 'png', depth: 8, metadata: {} } });
    return writeFile(file, await encodePicture(picture, { format: 'jxl', quality: 90 }));
  }
  const jpeg = `${file}.jpg`;
  await sharp(samples, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95 })
    .toFile(jpeg);
  execFileSync('heif-enc', ['-q', '80', '-p', 'preset=ultrafast', jpeg, '-o', file], { stdio: 'ignore' });
  await rm(jpeg);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await makeSpecial(process.argv[2], Number(process.argv[3]));
