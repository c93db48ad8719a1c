import { createReadStream, createWriteStream } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { withIptc } from '../codec/with-iptc.js';
import { firstBytes } from '../files/first-bytes.js';

/** Enough for the segments before the pixels. */
const headBytes = 1 << 22;

/** Puts a segment of IPTC into a JPEG file, by way of another file. */
export async function insertIptc(file: string, iptc: Uint8Array | undefined, between: string): Promise<void> {
  if (iptc === undefined) return;
  const head = await firstBytes(file, headBytes);
  await writeFile(between, withIptc(head, iptc));
  await pipeline(createReadStream(file, { start: head.length, highWaterMark: 1 << 20 }), createWriteStream(between, { flags: 'a' }));
  await rename(between, file);
}
