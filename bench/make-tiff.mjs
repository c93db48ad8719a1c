// Writes an uncompressed colour TIFF of noise of any size, some rows at a time: BigTIFF where 32 bits do not reach. As a program: FILE WIDTH HEIGHT [BITS].
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createRandom } from '@cleargrain/core';

const side = 512;

/**
 * @param {string} file
 * @param {number} width
 * @param {number} height
 * @param {8 | 16 | 32} bits
 */
export async function makeTiff(file, width, height, bits = 8) {
  const random = createRandom(1);
  const Samples = { 8: Uint8Array, 16: Uint16Array, 32: Float32Array }[bits];
  const white = { 8: 255, 16: 65535, 32: 1 }[bits];
  const patch = Samples.from(
    { length: side * side * 3 },
    (_, i) => white * (0.3 + 0.4 * (((i / 3) % side) / side) + 0.08 * random.normal()),
  );
  const rows = Array.from({ length: side }, (_, y) => {
    const row = new Samples(width * 3);
    for (let x = 0; x < width; x += side) {
      const part = patch.subarray(y * side * 3, (y * side + Math.min(side, width - x)) * 3);
      row.set(part, x * 3);
    }
    return Buffer.from(row.buffer);
  });
  const rowBytes = rows[0].length;
  const handle = await open(file, 'w');
  try {
    const start = 16;
    for (let y = 0; y < height; y += side) {
      const block = rows.slice(0, Math.min(side, height - y));
      await handle.write(Buffer.concat(block), 0, block.length * rowBytes, start + y * rowBytes);
    }
    const directory = start + height * rowBytes;
    const strips = Array.from({ length: Math.ceil(height / 64) }, (_, i) => i * 64);
    // All numbers as BigTIFF has them: it may be used at any size.
    const entries = [
      [256, [width]],
      [257, [height]],
      [258, [bits, bits, bits]],
      [259, [1]],
      [262, [2]],
      [273, strips.map((y) => start + y * rowBytes)],
      [277, [3]],
      [278, [64]],
      [279, strips.map((y) => Math.min(64, height - y) * rowBytes)],
      [284, [1]],
      [339, Array(3).fill(bits === 32 ? 3 : 1)],
    ];
    const head = 8 + entries.length * 20 + 8;
    const spilled = entries.reduce((sum, [, values]) => sum + (values.length > 1 ? values.length * 8 : 0), 0);
    const bytes = Buffer.alloc(head + spilled);
    bytes.writeBigUInt64LE(BigInt(entries.length), 0);
    let spill = head;
    entries.forEach(([tag, values], i) => {
      const at = 8 + i * 20;
      bytes.writeUInt16LE(tag, at);
      bytes.writeUInt16LE(16, at + 2);
      bytes.writeBigUInt64LE(BigInt(values.length), at + 4);
      if (values.length === 1) bytes.writeBigUInt64LE(BigInt(values[0]), at + 12);
      else {
        bytes.writeBigUInt64LE(BigInt(directory + spill), at + 12);
        for (const value of values) spill = bytes.writeBigUInt64LE(BigInt(value), spill);
      }
    });
    await handle.write(bytes, 0, bytes.length, directory);
    const top = Buffer.from('49492b0008000000', 'hex');
    await handle.write(Buffer.concat([top, Buffer.alloc(8)]), 0, 16, 0);
    const pointer = Buffer.alloc(8);
    pointer.writeBigUInt64LE(BigInt(directory));
    await handle.write(pointer, 0, 8, 8);
  } finally {
    await handle.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, width, height, bits = '8'] = process.argv.slice(2);
  await makeTiff(file, Number(width), Number(height), Number(bits));
}
