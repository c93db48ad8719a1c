// Damages picture files in every way that a seed gives, reads them, and counts what became of each. Reading happens in a process of its own, so
// that a crash of the codec library is counted and the run goes on. After a build: node tools/hostile-input.mjs [--count 10000] [--seed 1]
// Exit code 1 when a file crashed the reader, held it for long, was refused in any way but by an ImageError of one line, or was read though it was cut.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { combineSeeds, createRandom, ImageError, Picture } from '@cleargrain/core';
import { decodePicture, encodePicture } from '@cleargrain/node';
import sharp from 'sharp';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string' },
  },
});
const count = Number(values.count);
const seed = Number(values.seed);
const longestMilliseconds = 10_000;

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
function promises() {
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
  return sides.flatMap(([width, height]) => [
    { format: 'promise', name: `png of ${width}×${height}`, bytes: png(width, height) },
    { format: 'promise', name: `tiff of ${width}×${height}`, bytes: tiff(width, height) },
    ...['P2', 'P3', 'P5', 'P6'].map((magic) => ({
      format: 'promise',
      name: `${magic} of ${width}×${height}`,
      bytes: text(`${magic} ${width} ${height} 65535\n1 2 3 4`),
    })),
    { format: 'promise', name: `PF of ${width}×${height}`, bytes: text(`PF ${width} ${height} -1\n1234`) },
  ]);
}

/** All trials, made one at a time: promises, each file cut at every 64th of its length, then seeded mutations. */
function* trials(files) {
  yield* promises();
  for (const { format, name, bytes } of files) {
    for (let part = 0; part < 64; part++) {
      yield { format, name: `${name}, cut at ${part}/64`, bytes: bytes.subarray(0, Math.floor((bytes.length * part) / 64)), cut: true };
    }
  }
  for (let i = 0; i < count; i++) {
    const { format, name, bytes } = files[i % files.length];
    yield { format, name: `${name}, mutation ${i} of seed ${seed}`, bytes: mutate(bytes, createRandom(combineSeeds(seed, i))) };
  }
}

async function outcomeOf({ bytes, cut }) {
  const began = performance.now();
  try {
    await decodePicture(bytes);
    if (cut) return 'wrong: read, though it was cut';
    return performance.now() - began > longestMilliseconds ? 'slow' : 'read';
  } catch (error) {
    if (!(error instanceof ImageError) || /\n/.test(error.message)) return `wrong: ${String(error).slice(0, 300)}`;
    return performance.now() - began > longestMilliseconds ? 'slow' : 'refused';
  }
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
  const faults = [];
  const enter = ({ format, name }, outcome) => {
    const kind = outcome.split(':', 1)[0];
    const row = counts.get(format) ?? { read: 0, refused: 0, wrong: 0, slow: 0, crashed: 0 };
    row[kind]++;
    counts.set(format, row);
    if (kind !== 'read' && kind !== 'refused') faults.push(`${name}: ${outcome}`);
  };
  let next = 0;
  for (let ended = false; !ended; ) {
    const child = spawn(
      process.execPath,
      [fileURLToPath(import.meta.url), '--from', `${next}`, '--count', `${count}`, '--seed', `${seed}`],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
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
  for (const fault of faults) console.log(fault);
  console.log(JSON.stringify({ seed, tried: next, ...sum }));
  process.exitCode = faults.length > 0 ? 1 : 0;
}

await (values.from === undefined ? run() : read(Number(values.from)));
