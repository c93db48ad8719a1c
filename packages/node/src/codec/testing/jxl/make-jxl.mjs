// Makes the JPEG XL file beside it, whose head says that it is turned, which wasm-vips does not write: wants cjxl of libjxl. node make-jxl.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const [width, height] = [64, 48];
const folder = mkdtempSync(join(tmpdir(), 'jxl-'));
const samples = new Uint8Array(width * height * 3);
for (let i = 0; i < samples.length; i++) {
  const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
  // As in ../smooth.ts.
  samples[i] = Math.round(([x / (width - 1), y / (height - 1), (x + y) / (width + height - 2)][i % 3] * 0.8 + 0.1) * 255);
}
try {
  const { data, info } = await sharp(samples, { raw: { width, height, channels: 3 } })
    .rotate(-90)
    .toBuffer({ resolveWithObject: true });
  await sharp(data, { raw: info }).withMetadata({ orientation: 6 }).png().toFile(join(folder, 'turned.png'));
  execFileSync('cjxl', ['-d', '0', join(folder, 'turned.png'), fileURLToPath(new URL('turned.jxl', import.meta.url))], { stdio: 'ignore' });
} finally {
  rmSync(folder, { recursive: true });
}
