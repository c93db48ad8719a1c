// Damages picture files in every way that a seed gives, reads them, and counts what became of each. Reading happens in a process of its own, so
// that a crash of the codec library is counted and the run goes on. After a build:
// node tools/hostile-input.mjs [--count 10000] [--seed 1] [--cuts 64] [--only heic,jxl,dng,dicom]
// Exit code 1 when a file crashed the reader, held it for long, was refused in any way but by an ImageError of one line of words, was changed in
// memory, or was read though it was cut. HEIC, JPEG XL, raw files and DICOM are each decoded in a thread of its own, which takes most of the time.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { combineSeeds, createRandom, ImageError, Picture } from '@cleargrain/core';
import { decodePicture, decodePictures, encodePicture, encodePictures, expectWithinMemory } from '@cleargrain/node';
import sharp from 'sharp';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    cuts: { type: 'string', default: '64' },
    only: { type: 'string' },
    from: { type: 'string' },
  },
});
const count = Number(values.count);
const seed = Number(values.seed);
const cuts = Number(values.cuts);
const only = values.only?.split(',');
const isWanted = ({ format }) => only === undefined || only.includes(format);
const longestMilliseconds = 10_000;
const mostMemory = 1e9;

/** One small file of each format, depth and number of bands, with a colour profile and EXIF where the format holds them. */
async function corpus() {
  const [width, height] = [40, 30];
  const files = [];
  const add = async (format, depth, channels, hasAlpha) => {
    const picture = Picture.create({ width, height, channels, hasAlpha, depth, origin: { format, depth, metadata: {} } });
    const white = depth === 32 ? 1 : 2 ** depth - 1;
    for (let i = 0; i < picture.samples.length; i++) picture.samples[i] = (((i * 7919) % 997) / 997) * white;
    const bytes = await encodePicture(picture, { format, depth });
    const name = `${format} of ${depth} bits, ${channels === 1 ? 'grey' : 'colour'}${hasAlpha ? ' with alpha' : ''}`;
    files.push({ format, name, bytes });
  };
  for (const channels of [1, 3]) {
    for (const depth of [8, 16]) for (const hasAlpha of [false, true]) await add('png', depth, channels, hasAlpha);
    for (const depth of [8, 16, 32]) for (const hasAlpha of [false, true]) await add('tiff', depth, channels, hasAlpha);
    for (const format of ['jpeg', 'webp', 'avif', 'pnm']) await add(format, 8, channels, false);
    await add('pnm', 16, channels, false);
    await add('pfm', 32, channels, false);
  }
  const { data, info } = await sharp({ create: { width, height, channels: 3, background: '#a50' } })
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (const format of ['png', 'jpeg', 'webp', 'avif', 'tiff', 'gif']) {
    const bytes = await sharp(data, { raw: info })
      .withIccProfile('p3')
      .withExif({ IFD0: { Artist: 'x'.repeat(50), Copyright: 'y' }, IFD3: { GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .toFormat(format)
      .toBuffer();
    files.push({ format, name: `${format} with profile and EXIF`, bytes: Uint8Array.from(bytes) });
  }
  return only === undefined || only.some((format) => specialFormats.includes(format)) ? [...files, ...(await specialCorpus(files))] : files;
}

const specialFormats = ['heic', 'jxl', 'dng', 'dicom'];
const fixtures = fileURLToPath(new URL('../packages/node/src/codec/testing/', import.meta.url));
const fromTesting = async (name) => {
  const { runnerImport } = await import('vite');
  return (await runnerImport(`${fixtures}${name}`)).module;
};

/** Files of the formats that want packages of their own. */
async function specialCorpus(others) {
  const files = [];
  const add = (format, name, bytes) => files.push({ format, name: `${format} ${name}`, bytes: Uint8Array.from(bytes) });
  const fixture = (name) => readFile(`${fixtures}${name}`);
  add('heic', 'with profile, EXIF and XMP', await fixture('heic/color.heic'));
  add('heic', 'with alpha', await fixture('heic/alpha.heic'));
  const said = others.find(({ name }) => name === 'webp with profile and EXIF');
  add('jxl', 'with profile and EXIF', await encodePicture(await decodePicture(said.bytes), { format: 'jxl', quality: 80 }));
  const deep = others.find(({ name }) => name === 'png of 16 bits, grey with alpha');
  add('jxl', 'of 16 bits, grey with alpha, no loss', await encodePicture(await decodePicture(deep.bytes), { format: 'jxl' }));
  const { makeRaw } = await fromTesting('make-raw.ts');
  add('dng', 'of a sensor with a border', makeRaw({ width: 40, height: 30, border: 4, a: 0.01, b: 0.0001 }));
  const { uncompressed } = await fromTesting('dicom/uncompressed.ts');
  const { makeDicom } = await fromTesting('make-dicom.ts');
  add('dicom', 'of 12 bits', makeDicom({ ...uncompressed.gray, slope: 2, intercept: -1024, window: [500, 900] }));
  add('dicom', 'deflated', makeDicom({ ...uncompressed.bytes, coding: 'deflated' }));
  for (const name of ['color-run-lengths', 'smooth-jpeg', 'gray-jpeg-lossless', 'frames-jpeg-ls', 'gray-jpeg-2000']) {
    add('dicom', `of ${name.replace('-', ' in ')}`, await fixture(`dicom/${name}.dcm`));
  }
  return files;
}

/** Numbers that break counts, sizes and offsets. */
const evil = [0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** The file damaged in one of eight ways; half of the damage falls on its first kilobyte, where the structure is. */
function mutate(bytes, random) {
  const below = (limit) => Math.floor(random.uniform() * limit);
  const place = (room) => Math.max(0, below(Math.min(random.uniform() < 0.5 ? 1024 : bytes.length, bytes.length - room)));
  const result = Uint8Array.from(bytes);
  const view = new DataView(result.buffer);
  switch (below(8)) {
    case 0:
      return result.subarray(0, below(bytes.length));
    case 1:
    case 2:
      for (let flips = 1 + below(8); flips > 0; flips--) result[place(0)] ^= 1 << below(8);
      return result;
    case 3:
      for (let i = place(64), end = i + 1 + below(64); i < end && i < result.length; i++) result[i] = below(256);
      return result;
    case 4:
      view.setUint32(place(4), evil[below(evil.length)], random.uniform() < 0.5);
      return result;
    case 5:
      view.setUint16(place(2), evil[below(evil.length)] & 0xffff, random.uniform() < 0.5);
      return result;
    case 6: {
      // A piece of the file once more, elsewhere.
      const [from, to, length] = [place(0), place(0), 1 + below(200)];
      return Uint8Array.from([...bytes.subarray(0, to), ...bytes.subarray(from, from + length), ...bytes.subarray(to)]);
    }
    default: {
      const at = place(0);
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + below(200))]);
    }
  }
}

/** Files whose head promises what nobody has. */
function promises(files) {
  const text = (head) => Uint8Array.from(Buffer.from(head, 'latin1'));
  const png = (width, height) => {
    const head = Buffer.from('89504e470d0a1a0a0000000d49484452000000000000000008020000000000000000000049444154', 'hex');
    head.writeUInt32BE(width, 16);
    head.writeUInt32BE(height, 20);
    return Uint8Array.from(head);
  };
  const tiff = (width, height) => {
    const entries = [
      [256, width],
      [257, height],
      [258, 8],
      [259, 1],
      [262, 1],
      [273, 8],
      [277, 1],
      [278, height],
      [279, 0xffffffff],
    ];
    const file = Buffer.alloc(10 + entries.length * 12 + 4);
    file.write('II*\0\x08\0\0\0', 'latin1');
    file.writeUInt16LE(entries.length, 8);
    entries.forEach(([tag, value], i) => {
      file.writeUInt16LE(tag, 10 + i * 12);
      file.writeUInt16LE(4, 12 + i * 12);
      file.writeUInt32LE(1, 14 + i * 12);
      file.writeUInt32LE(value, 18 + i * 12);
    });
    return Uint8Array.from(file);
  };
  const sides = [
    [2 ** 31 - 1, 1],
    [1, 2 ** 31 - 1],
    [2 ** 31 - 1, 2 ** 31 - 1],
    [20000, 20000],
  ];
  return [
    ...sides.flatMap((side) => specialPromises(files, side)),
    ...sides.flatMap(([width, height]) => [
      { format: 'promise', name: `png of ${width}×${height}`, bytes: png(width, height) },
      { format: 'promise', name: `tiff of ${width}×${height}`, bytes: tiff(width, height) },
      ...['P2', 'P3', 'P5', 'P6'].map((magic) => ({
        format: 'promise',
        name: `${magic} of ${width}×${height}`,
        bytes: text(`${magic} ${width} ${height} 65535\n1 2 3 4`),
      })),
      { format: 'promise', name: `PF of ${width}×${height}`, bytes: text(`PF ${width} ${height} -1\n1234`) },
    ]),
  ];
}

/** Files of the corpus with other sizes written into their heads. */
function specialPromises(files, [width, height]) {
  const changed = (format, change) =>
    files
      .filter((file) => file.format === format)
      .map(({ name, bytes }) => {
        const file = Buffer.from(bytes);
        return { format, name: `${name} of ${width}×${height}`, bytes: Uint8Array.from(change(file) ?? file) };
      });
  const everywhere = (file, mark, write) => {
    for (let at = file.indexOf(mark); at >= 0; at = file.indexOf(mark, at + 1)) write(at + mark.length);
  };
  const element = (number) => Buffer.of(0x28, 0, number, 0, 0x55, 0x53, 2, 0);
  const field = (tag) => Buffer.of(tag & 255, tag >> 8, 4, 0, 1, 0, 0, 0);
  return [
    ...changed('heic', (file) =>
      everywhere(file, Buffer.from('ispe'), (at) => {
        file.writeUInt32BE(width, at + 4);
        file.writeUInt32BE(height, at + 8);
      }),
    ),
    // No small size, heights and widths of 30 bits, no ratio.
    ...changed('jxl', () => {
      const bits = 6n | ((BigInt(height - 1) & 0x3fffffffn) << 3n) | (3n << 36n) | ((BigInt(width - 1) & 0x3fffffffn) << 38n);
      const head = Buffer.alloc(64);
      head.writeUInt16BE(0xff0a);
      head.writeBigUInt64LE(bits & 0xffffffffffffffffn, 2);
      head.writeUInt8(Number(bits >> 64n), 10);
      return head;
    }).slice(0, 1),
    ...changed('dng', (file) => {
      everywhere(file, field(256), (at) => file.writeUInt32LE(width, at));
      everywhere(file, field(257), (at) => file.writeUInt32LE(height, at));
    }),
    ...changed('dicom', (file) => {
      everywhere(file, element(0x10), (at) => file.writeUInt16LE(Math.min(height, 65535), at));
      everywhere(file, element(0x11), (at) => file.writeUInt16LE(Math.min(width, 65535), at));
    }),
  ];
}

/** All trials, made one at a time: promises, each file cut at every so many'th of its length, then seeded mutations. */
function* trials(all) {
  const files = all.filter(isWanted);
  yield* promises(files).filter(isWanted);
  for (const { format, name, bytes } of files) {
    for (let part = 0; part < cuts; part++) {
      const end = Math.floor((bytes.length * part) / cuts);
      yield { format, name: `${name}, cut at ${part}/${cuts}`, bytes: bytes.subarray(0, end), cut: true };
    }
  }
  for (let i = 0; i < count; i++) {
    const { format, name, bytes } = files[i % files.length];
    yield { format, name: `${name}, mutation ${i} of seed ${seed}`, bytes: mutate(bytes, createRandom(combineSeeds(seed, i))) };
  }
}

/** Nothing for a refusal as it shall be, else what is wrong with it. */
function faultOf(error) {
  const isClear = error instanceof ImageError && !/\n|\[object|\bundefined\b|\bNaN\b|picture \(\d*\)/.test(error.message);
  return isClear ? undefined : `wrong: ${String(error).slice(0, 300)}`;
}

function darker(page) {
  const result = page.like();
  for (let i = 0; i < page.samples.length; i++) result.samples[i] = 0.9 * page.samples[i];
  return result;
}

async function outcomeOf({ bytes, cut }) {
  const before = Uint8Array.from(bytes);
  const began = performance.now();
  let outcome = 'read';
  try {
    const pages = await decodePictures(bytes);
    // Of these all but the pixels is taken from the file once more when the result is written.
    if (pages[0].origin.container !== undefined) await encodePictures(pages.map(darker));
    if (cut) outcome = 'wrong: read, though it was cut';
  } catch (error) {
    outcome = faultOf(error) ?? 'refused';
  }
  // As before a picture from standard input is decoded.
  const fault = await expectWithinMemory(bytes, mostMemory).then(() => undefined, faultOf);
  if (Buffer.compare(before, bytes) !== 0) return 'wrong: its bytes were changed';
  if (fault !== undefined) return fault;
  return !outcome.startsWith('wrong') && performance.now() - began > longestMilliseconds ? 'slow' : outcome;
}

/** In the process that reads: a line before each trial and one after it, from trial number `from` on. */
async function read(from) {
  let index = 0;
  for (const trial of trials(await corpus())) {
    if (index++ < from) continue;
    process.stdout.write(`${JSON.stringify({ index: index - 1, format: trial.format, name: trial.name })}\n`);
    process.stdout.write(`${JSON.stringify({ outcome: await outcomeOf(trial) })}\n`);
  }
  process.stdout.write('"end"\n');
}

async function run() {
  const counts = new Map();
  let faults = 0;
  const enter = ({ format, name }, outcome) => {
    const kind = outcome.split(':', 1)[0];
    const row = counts.get(format) ?? { read: 0, refused: 0, wrong: 0, slow: 0, crashed: 0 };
    row[kind]++;
    counts.set(format, row);
    if (kind === 'read' || kind === 'refused') return;
    faults++;
    console.log(`${name}: ${outcome}`);
  };
  let next = 0;
  const program = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  for (let ended = false; !ended; ) {
    const child = spawn(process.execPath, [...program, '--from', `${next}`], { stdio: ['ignore', 'pipe', 'ignore'] });
    const closed = new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? `exit code ${code}`)));
    let current;
    let guard;
    for await (const line of createInterface({ input: child.stdout })) {
      clearTimeout(guard);
      const record = JSON.parse(line);
      if (record === 'end') ended = true;
      else if (record.outcome === undefined) {
        current = record;
        guard = setTimeout(() => child.kill('SIGKILL'), 6 * longestMilliseconds);
      } else {
        enter(current, record.outcome);
        next = current.index + 1;
        current = undefined;
      }
    }
    clearTimeout(guard);
    const how = await closed;
    if (ended) break;
    if (current === undefined) throw new Error(`the reading process ended between two files: ${how}`);
    enter(current, `crashed: ${how}`);
    next = current.index + 1;
  }
  console.table(Object.fromEntries(counts));
  const sum = { read: 0, refused: 0, wrong: 0, slow: 0, crashed: 0 };
  for (const row of counts.values()) for (const kind of Object.keys(sum)) sum[kind] += row[kind];
  console.log(JSON.stringify({ seed, tried: next, ...sum }));
  process.exitCode = faults > 0 ? 1 : 0;
}

await (values.from === undefined ? run() : read(Number(values.from)));
