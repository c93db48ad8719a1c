// Runs the command on files and in places that are meant to break it, and counts what became of each: pictures that unpack without end, heads that
// promise what nobody has, broken profiles and EXIF, names that file systems just allow, links out of the output folder, full and read-only disks, limits
// on memory, files and file size. After a build: node tools/hostile-places.mjs [--only TEXT]. Linux; what wants a mount of its own is skipped without
// the right to one. A case is lost when the process crashed or hung, its exit code is not that of the contract, what it said is not a line for each
// failure, an input was changed, a good neighbour was not done, or a part of a file was left. Exit code 1 when one is lost.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { deflateSync } from 'node:zlib';
import { decodePicture } from '@cleargrain/node';
import sharp from 'sharp';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const command = fileURLToPath(new URL('../apps/command/bin/cleargrain.js', import.meta.url));
const model = fileURLToPath(new URL('../models/plain-8-16-8-4.onnx', import.meta.url));
const longestSeconds = 120;

const chunk = (name, data) => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(checksum(body), bytes.length - 4);
  return bytes;
};
/** CRC-32; `zlib.crc32` is not in every Node 20. */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const head = (width, height, depth = 8, color = 0) => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, color], 8);
  return chunk('IHDR', data);
};
const png = (...chunks) => Buffer.concat([signature, ...chunks, chunk('IEND', Buffer.alloc(0))]);
const small = chunk('IDAT', deflateSync(Buffer.alloc(16 * 17)));
const zeros = (count) => deflateSync(Buffer.alloc(count));
const noise = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3) * 104729) & 0xff));

const base = sharp({
  create: { width: 24, height: 16, channels: 3, background: '#a50', noise: { type: 'gaussian', mean: 128, sigma: 20 } },
});
const good = await base.clone().png().toBuffer();
const jpeg = await base.clone().jpeg().toBuffer();
const large = await sharp({
  create: { width: 600, height: 500, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
})
  .png()
  .toBuffer();
/** A JPEG with one more segment behind its first two bytes. */
const withSegment = (marker, text, data) => {
  const body = Buffer.concat([Buffer.from(text, 'latin1'), data]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, marker]), length, body, jpeg.subarray(2)]);
};
const iccName = Buffer.from('x\0\0', 'latin1');

/** Name → bytes; all go through one folder with a good neighbour, which must be done. `read` or `refused`: what must become of it. */
const files = {
  'bomb of 900 megapixels.png': ['refused', png(head(30000, 30000), chunk('IDAT', zeros(64e6)))],
  'bomb of 2 gigapixels of a bit.png': ['refused', png(head(50000, 40000, 1), chunk('IDAT', zeros(64e6)))],
  'profile of 400 megabytes.png': ['any', png(head(16, 16), chunk('iCCP', Buffer.concat([iccName, zeros(400e6)])), small)],
  'text of 400 megabytes.png': ['any', png(head(16, 16), chunk('zTXt', Buffer.concat([iccName, zeros(400e6)])), small)],
  'promise 2^31 wide.png': ['refused', png(head(2 ** 31 - 1, 1), small)],
  'promise 2^31 high.png': ['refused', png(head(1, 2 ** 31 - 1), small)],
  'promise 2^62.png': ['refused', png(head(2 ** 31 - 1, 2 ** 31 - 1), small)],
  'promise.pgm': ['refused', Buffer.from('P5 2147483647 2147483647 255\nabc')],
  'promise in text.ppm': ['refused', Buffer.from('P3 20000 20000 65535\n1 2 3')],
  'promise.pfm': ['refused', Buffer.from('PF 2147483647 1 -1\nabcd')],
  'no rows.png': ['refused', png(head(16, 0), small)],
  'profile of noise.png': ['any', png(head(16, 16), chunk('iCCP', Buffer.concat([iccName, deflateSync(noise)])), small)],
  'profile not packed.png': ['any', png(head(16, 16), chunk('iCCP', Buffer.concat([iccName, noise])), small)],
  'EXIF of noise.png': ['any', png(head(16, 16), chunk('eXIf', noise), small)],
  'EXIF that points to itself.png': [
    'any',
    png(head(16, 16), chunk('eXIf', Buffer.from('4d4d002a00000008ffff8769000400000001000000088769', 'hex')), small),
  ],
  'XMP without end.png': [
    'any',
    png(head(16, 16), chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${'<x:xmpmeta>'.repeat(5000)}`)), small),
  ],
  'EXIF of noise.jpg': ['any', withSegment(0xe1, 'Exif\0\0', noise)],
  'EXIF that points outside.jpg': [
    'any',
    withSegment(0xe1, 'Exif\0\0', Buffer.from('49492a00ffffff7f0100120103000100000006000000ffffffff', 'hex')),
  ],
  'profile of noise.jpg': ['any', withSegment(0xe2, 'ICC_PROFILE\0\x01\x01', noise)],
  'profile, part 9 of 3.jpg': ['any', withSegment(0xe2, 'ICC_PROFILE\0\x09\x03', noise)],
  'XMP of noise.jpg': ['any', withSegment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', noise)],
  'segment longer than the file.jpg': [
    'refused',
    Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1, 0xff, 0xff]), Buffer.from('Exif')]),
  ],
};
const names = [
  'line\nbreak.png',
  '\u001b[31mred.png',
  '-o.png',
  '--in-place.png',
  '%d.png',
  'a*b?.png',
  ' .png',
  '日本語 ü.png',
  `${'x'.repeat(251)}.png`,
  '"quoted" $HOME `id`.png',
];

const trials = [];
const trial = (name, options) => trials.push({ name, ...options });
const inputs = async (at, more = {}) => {
  await mkdir(at('in'), { recursive: true });
  await writeFile(at('in', 'good.png'), good);
  for (const [name, bytes] of Object.entries(more)) await writeFile(at('in', name), bytes);
};
const denoise = (...args) => ['denoise', ...args, '--model', model, '--device', 'cpu'];
const limit = (limits) => ['bash', '-c', `ulimit -c 0; ${limits}; "$@"`, 'bash'];
const onDisk = (options) => [
  'unshare',
  '-rm',
  'sh',
  '-c',
  `mount -t tmpfs -o ${options} tmpfs out && "$@"; code=$?; ls -A out >listing; exit $code`,
  'sh',
];
const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0;

for (const [name, [becomes, bytes]] of Object.entries(files)) {
  trial(name, {
    prepare: (at) => inputs(at, { [name]: bytes }),
    args: denoise('in', '-o', 'out'),
    codes: becomes === 'refused' ? [1] : [0, 1],
    done: ['out/good.png'],
  });
}
trial('names that file systems just allow', {
  prepare: (at) => inputs(at, Object.fromEntries(names.map((name) => [name, good]))),
  args: denoise('in', '-o', 'out', '--resume'),
  codes: [0],
  done: ['good.png', ...names].map((name) => `out/${name}`),
});
trial('the same in place', {
  prepare: (at) => inputs(at, Object.fromEntries(names.map((name) => [name, good]))),
  args: denoise('in', '--in-place', '--resume'),
  codes: [0],
  mayChange: true,
  done: ['good.png', ...names].map((name) => `in/${name}`),
});
trial('a name longer than a file system allows', {
  prepare: (at) => inputs(at),
  args: denoise('in/good.png', '-o', `out/${'x'.repeat(252)}.png`),
  codes: [1],
});
trial('links out of the output folder', {
  prepare: async (at) => {
    await inputs(at);
    await mkdir(at('in', 'sub'));
    await mkdir(at('outside'));
    await mkdir(at('out'));
    for (const place of [
      ['in', 'link.png'],
      ['in', 'sub', 'a.png'],
      ['outside', 'kept.png'],
    ])
      await writeFile(at(...place), good);
    await symlink(at('outside'), at('out', 'sub'));
    await symlink(at('outside', 'kept.png'), at('out', 'link.png'));
  },
  args: denoise('in', '-o', 'out'),
  codes: [1],
  done: ['out/good.png'],
  failures: 2,
});
trial('a link out of the folder, in place', {
  prepare: async (at) => {
    await inputs(at);
    await writeFile(at('outside.png'), good);
    await symlink(at('outside.png'), at('in', 'link.png'));
  },
  args: denoise('in', '--in-place'),
  codes: [1],
  mayChange: ['in/good.png'],
  failures: 1,
});
trial('links in a circle', {
  prepare: async (at) => {
    await inputs(at);
    await symlink('b.png', at('in', 'a.png'));
    await symlink('a.png', at('in', 'b.png'));
    await symlink('.', at('in', 'self'));
  },
  args: denoise('in', 'in/a.png', '-o', 'out'),
  codes: [1],
  done: ['out/good.png'],
  failures: 1,
});
trial('a device without end', {
  prepare: (at) => inputs(at),
  args: denoise('/dev/zero', 'in', '-o', 'out'),
  codes: [1],
  done: ['out/good.png'],
  failures: 1,
});
trial('a folder in place of a file', {
  prepare: async (at) => {
    await inputs(at);
    await mkdir(at('out', 'good.png'), { recursive: true });
  },
  args: denoise('in', '-o', 'out'),
  codes: [1],
  failures: 1,
});
trial('a file in place of the folder', {
  prepare: async (at) => {
    await inputs(at);
    await writeFile(at('out'), 'kept');
  },
  args: denoise('in', '-o', 'out'),
  codes: [2],
  failures: 1,
});
for (const [name, options] of [
  ['a read-only disk', 'ro'],
  ['a disk that is full in the middle', 'size=300k'],
]) {
  trial(name, {
    skip: !canMount,
    prepare: async (at) => {
      await inputs(at, { 'large.png': large });
      await mkdir(at('out'));
    },
    within: onDisk(options),
    args: denoise('in', '-o', 'out', '--resume'),
    codes: [1],
    failures: options === 'ro' ? 2 : 1,
    listing: options === 'ro' ? [] : ['.cleargrain.jsonl', 'good.png'],
  });
}
trial('a limit on the size of files (ulimit -f)', {
  prepare: (at) => inputs(at, { 'large.png': large }),
  within: limit('ulimit -f 200'),
  args: denoise('in', '-o', 'out'),
  codes: [1],
  done: ['out/good.png'],
  failures: 1,
});
trial('the same in place', {
  prepare: (at) => inputs(at, { 'large.png': large }),
  within: limit('ulimit -f 200'),
  args: denoise('in', '--in-place'),
  codes: [1],
  mayChange: ['in/good.png'],
  failures: 1,
});
trial('a limit on open files (ulimit -n 40)', {
  prepare: (at) => inputs(at),
  within: limit('ulimit -n 40'),
  args: denoise('in', '-o', 'out'),
  codes: [0, 1],
});
for (const gigabytes of [1, 1.5, 2, 2.5, 3, 4]) {
  trial(`a limit on memory of ${gigabytes} GB (ulimit -v)`, {
    prepare: (at) => inputs(at, { 'large.png': large }),
    within: limit(`ulimit -v ${gigabytes * 1e6}`),
    args: denoise('in', '-o', 'out', '--jobs', '1'),
    codes: [0, 1],
  });
}

async function tree(folder, below = '') {
  const result = new Map();
  for (const name of await readdir(path.join(folder, below))) {
    const relative = path.join(below, name);
    const file = path.join(folder, relative);
    const found = await lstat(file);
    if (found.isDirectory()) for (const [key, value] of await tree(folder, relative)) result.set(key, value);
    else if (found.isSymbolicLink()) result.set(relative, `link to ${await readlink(file)}`);
    else
      result.set(
        relative,
        createHash('sha256')
          .update(await readFile(file))
          .digest('hex'),
      );
  }
  return result;
}

function run(args, within, cwd) {
  const [program, ...rest] = [...within, process.execPath, command, ...args];
  return new Promise((resolve) => {
    const child = spawn(program, rest, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    const guard = setTimeout(() => child.kill('SIGKILL'), longestSeconds * 1000);
    child.on('close', (code, signal) => {
      clearTimeout(guard);
      resolve({ code, signal, stderr });
    });
  });
}

async function faultsOf({ prepare, args, within = [], codes, done = [], failures, mayChange = [], listing }) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hostile-'));
  const at = (...names) => path.join(folder, ...names);
  try {
    await prepare(at);
    const before = await tree(folder);
    const { code, signal, stderr } = await run(args, within, folder);
    const after = await tree(folder);
    const faults = [];
    const lines = stderr
      .split('\n')
      .slice(0, -1)
      .filter((line) => !line.startsWith('cleargrain: hint:'));
    if (signal !== null || code > 2) faults.push(`ended by ${signal ?? `code ${code}`}`);
    else if (!codes.includes(code)) faults.push(`exit code ${code}, expected ${codes.join(' or ')}`);
    if (lines.some((line) => !line.startsWith('cleargrain: ')) || (stderr !== '' && !stderr.endsWith('\n')))
      faults.push('more than a line for a failure');
    if (code !== 0 && lines.length === 0) faults.push('failed in silence');
    if (failures !== undefined && lines.length !== failures) faults.push(`${lines.length} lines, expected ${failures}`);
    for (const [name, digest] of before) {
      if (mayChange !== true && !mayChange.includes(name) && after.get(name) !== digest) faults.push(`${JSON.stringify(name)} was changed`);
    }
    for (const name of after.keys()) if (name.endsWith('.part')) faults.push(`${name} was left`);
    for (const name of done) {
      const whole = await decodePicture(at(name)).catch((error) => error);
      if (whole instanceof Error) faults.push(`${JSON.stringify(name)} was not done: ${whole.message}`);
    }
    if (listing !== undefined) {
      const found = (await readFile(at('listing'), 'utf8')).split('\n').slice(0, -1).sort();
      if (found.join() !== listing.join())
        faults.push(`the disk holds ${found.join(' ') || 'nothing'}, expected ${listing.join(' ') || 'nothing'}`);
    }
    return { faults, code, said: lines };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const sum = { tried: 0, done: 0, refused: 0, skipped: 0, lost: 0 };
for (const one of trials.filter(({ name }) => name.includes(values.only))) {
  if (one.skip) {
    sum.skipped++;
    console.log(`skipped  ${one.name}`);
    continue;
  }
  const { faults, code, said } = await faultsOf(one);
  sum.tried++;
  sum[faults.length > 0 ? 'lost' : code === 0 ? 'done' : 'refused']++;
  console.log(
    `${faults.length > 0 ? 'LOST   ' : code === 0 ? 'done   ' : 'refused'}  ${one.name}${said.length > 0 ? `: ${said[0].slice(12)}` : ''}`,
  );
  for (const fault of faults) console.log(`         ${fault}`);
  if (faults.length > 0) for (const line of said) console.log(`         | ${line}`);
}
console.log(JSON.stringify(sum));
process.exitCode = sum.lost > 0 ? 1 : 0;
